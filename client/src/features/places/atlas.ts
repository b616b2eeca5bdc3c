import { useEffect, useState } from 'react';
import { type GeoPermissibleObjects, geoContains, geoDistance } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Spot } from './world-view.js';

type Countries = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

/** The outlines of the world. */
export interface Atlas {
  /** Land and borders that lie within so many radians of a place: from near, the rest is not worth drawing. */
  near(place: Spot, reach: number): { land: GeoPermissibleObjects; borders: GeoPermissibleObjects };
  /** ISO 3166-1 alpha-2 of the country there; undefined at sea. */
  countryAt(latitude: number, longitude: number): string | undefined;
}

export type Detail = 'world' | 'world-fine';

/** What hangs together, and the circle that it lies in; the radius in radians. */
interface Piece<Shape> {
  coordinates: Shape;
  middle: [longitude: number, latitude: number];
  radius: number;
}

function pieceOf<Shape>(coordinates: Shape, outline: number[][]): Piece<Shape> {
  const middle = (outline[Math.floor(outline.length / 2)] ?? [0, 0]) as [number, number];
  const radius = Math.max(0, ...outline.map((point) => geoDistance(middle, point as [number, number])));
  return { coordinates, middle, radius };
}

const loaded = new Map<Detail, Promise<Atlas>>();

async function load(detail: Detail): Promise<Atlas> {
  const response = await fetch(`/atlas/${detail}.json`);
  if (!response.ok) throw new Error(`The outlines did not come: ${response.status}`);
  const topology = (await response.json()) as Countries;
  const { countries, land } = topology.objects;
  const shapes = feature(topology, countries).features;
  const coasts = feature(topology, land).features.flatMap(({ geometry }) => {
    if (geometry.type === 'MultiPolygon') return geometry.coordinates;
    return geometry.type === 'Polygon' ? [geometry.coordinates] : [];
  });
  const pieces = coasts.map((coordinates) => pieceOf(coordinates, coordinates[0] ?? []));
  const lines = mesh(topology, countries, (one, other) => one !== other).coordinates.map((line) => pieceOf(line, line));
  return {
    near: ({ latitude, longitude }, reach) => {
      const isNear = (piece: Piece<unknown>) => geoDistance(piece.middle, [longitude, latitude]) < piece.radius + reach;
      const coordinatesOf = <Shape>(all: Piece<Shape>[]) => all.filter(isNear).map(({ coordinates }) => coordinates);
      return {
        land: { type: 'MultiPolygon', coordinates: coordinatesOf(pieces) },
        borders: { type: 'MultiLineString', coordinates: coordinatesOf(lines) },
      };
    },
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
