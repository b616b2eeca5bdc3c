import { useEffect, useMemo, useState } from 'react';
import { textScale } from '../../lib/text-scale.js';
import { cellsIn, type NamedCountry, type NamedTown, namesOn, type PlaceName, type Towns } from './place-names.js';
import type { Size, WorldView } from './world-view.js';

const LARGE_TOWNS_FROM = 2;
const ALL_TOWNS_FROM = 6;

const loaded = new Map<string, Promise<unknown>>();

/** A file of the atlas, once; what failed is asked for again the next time. */
function load<Content>(name: string): Promise<Content> {
  const known = loaded.get(name);
  if (known) return known as Promise<Content>;
  const request = fetch(`/atlas/${name}.json`).then((response) => {
    if (!response.ok) throw new Error(`The names did not come: ${response.status}`);
    return response.json() as Promise<Content>;
  });
  loaded.set(name, request);
  request.catch(() => loaded.delete(name));
  return request;
}

/** The content of a file, as soon as it is wanted and there. */
function useFile<Content>(name: string | undefined): Content | undefined {
  const [content, setContent] = useState<Content>();
  useEffect(() => {
    if (name === undefined) return undefined;
    let gone = false;
    load<Content>(name).then(
      (found) => gone || setContent(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [name]);
  return content;
}

/** The towns of cells; those of the cells before stay until the next have come. */
function useCells(cells: string): readonly NamedTown[] {
  const [towns, setTowns] = useState<readonly NamedTown[]>([]);
  useEffect(() => {
    if (cells === '') return undefined;
    let gone = false;
    Promise.all(cells.split(' ').map((cell) => load<NamedTown[]>(`towns/${cell}`))).then(
      (found) => gone || setTowns(found.length > 1 ? merged(found) : (found[0] ?? [])),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [cells]);
  return cells === '' ? none : towns;
}

const none: readonly NamedTown[] = [];

/** By turns the next of each: how large a town is, a cell says by its order alone. */
function merged(cells: readonly NamedTown[][]): NamedTown[] {
  const longest = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => cells.flatMap((cell) => cell.slice(at, at + 1))).flat();
}

/** The names of countries and towns for what is seen of the map, by how near one is; all of them come with the client. */
export function usePlaceNames(view: WorldView, size: Size): PlaceName[] {
  const countries = useFile<NamedCountry[]>('countries');
  const withTowns = view.zoom >= LARGE_TOWNS_FROM;
  const large = useFile<Towns>(withTowns ? 'towns' : undefined);
  const known = useMemo(() => new Set(large?.cells), [large]);
  const wanted = view.zoom >= ALL_TOWNS_FROM ? cellsIn(view, size).filter((cell) => known.has(cell)) : [];
  const near = useCells(wanted.join(' '));
  const towns = useMemo(() => {
    const shown = withTowns ? (large?.towns ?? none) : none;
    return near.length > 0 ? [...shown, ...near] : shown;
  }, [large, near, withTowns]);
  return useMemo(() => namesOn(view, size, countries ?? [], towns, textScale()), [view, size, countries, towns]);
}
