import { useEffect, useState } from 'react';
import { type GeoPermissibleObjects, geoContains } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';

type Countries = Topology<{ countries: GeometryCollection; land: GeometryObject }>;

/** The outlines of the world. */
export interface Atlas {
  land: GeoPermissibleObjects;
  borders: GeoPermissibleObjects;
  /** ISO 3166-1 alpha-2 of the country there; undefined at sea. */
  countryAt(latitude: number, longitude: number): string | undefined;
}

export type Detail = 'world' | 'world-fine';

const loaded = new Map<Detail, Promise<Atlas>>();

async function load(detail: Detail): Promise<Atlas> {
  const response = await fetch(`/atlas/${detail}.json`);
  if (!response.ok) throw new Error(`The outlines did not come: ${response.status}`);
  const topology = (await response.json()) as Countries;
  const { countries, land } = topology.objects;
  const shapes = feature(topology, countries).features;
  return {
    land: feature(topology, land) as GeoPermissibleObjects,
    borders: mesh(topology, countries, (one, other) => one !== other),
    countryAt: (latitude, longitude) => {
      const found = shapes.find((shape) => geoContains(shape, [longitude, latitude]))?.id;
      return found === undefined ? undefined : String(found);
    },
  };
}

/** What failed is asked for again the next time. */
export function loadAtlas(detail: Detail): Promise<Atlas> {
  const known = loaded.get(detail) ?? load(detail);
  loaded.set(detail, known);
  known.catch(() => loaded.delete(detail));
  return known;
}

/** The outlines as fine as they are there; undefined until the first have come. */
export function useAtlas(fine: boolean): Atlas | undefined {
  const [atlas, setAtlas] = useState<{ detail: Detail; value: Atlas }>();
  useEffect(() => {
    let gone = false;
    const detail: Detail = fine ? 'world-fine' : 'world';
    loadAtlas(detail).then(
      (value) => gone || setAtlas({ detail, value }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [fine]);
  return atlas?.value;
}
