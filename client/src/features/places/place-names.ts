import { countryName } from './place.js';
import { asLongitude, boundsOf, scaleOf, type Size, toScreen, type WorldView } from './world-view.js';

/** Where the name of a country stands, and how far the country reaches, in radians. */
export type NamedCountry = [code: string, latitude: number, longitude: number, reach: number];
export type NamedTown = [name: string, latitude: number, longitude: number];

export interface Towns {
  /** The largest of the world, the largest first. */
  towns: NamedTown[];
  /** Which cells have a file of their own. */
  cells: string[];
}

/** A name on the screen, its anchor in pixels. */
export interface PlaceName {
  kind: 'country' | 'town';
  text: string;
  x: number;
  y: number;
}

/** Degrees of a cell of towns. */
const CELL = 5;
const CELLS_AT_ONCE = 24;
const SMALL_COUNTRIES_FROM = 5;
/** Pixels of the screen for one name of a town. */
const ROOM = 16_000;
/** Units of the sheet, for a radian at the equator. */
const SHEET_PER_RADIAN = 158;
/** In pixels, where text has its usual size. */
const letters = { country: 7.6, town: 6.6 };
const LINE = 18;

const cornerOf = (degrees: number) => Math.floor(degrees / CELL) * CELL;

/** The name of the cell that a place lies in: its south-western corner. */
export const cellOf = (latitude: number, longitude: number): string => `${cornerOf(latitude)}_${cornerOf(longitude)}`;

/** The cells that are seen; none while that would be too many. */
export function cellsIn(view: WorldView, size: Size): string[] {
  const { south, west, north, east } = boundsOf(view, size);
  const end = west > east ? east + 360 : east;
  const found: string[] = [];
  for (let latitude = cornerOf(south); latitude <= north; latitude += CELL)
    for (let longitude = cornerOf(west); longitude <= end; longitude += CELL)
      found.push(cellOf(latitude, asLongitude(longitude)));
  return found.length <= CELLS_AT_ONCE ? found : [];
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Where a name lies: a country's about its point, a town's at the right of its dot. */
function boxOf({ kind, text, x, y }: PlaceName, scale: number): Box {
  const width = text.length * letters[kind] * scale;
  const half = (LINE * scale) / 2;
  const left = kind === 'country' ? x - width / 2 : x - 4;
  return { left, right: left + width + 10, top: y - half, bottom: y + half };
}

/**
 * The names that a view has room for: countries before towns, the large before the small, none over another.
 * @param towns the largest first
 * @param scale how much larger than usual the text is
 */
export function namesOn(
  view: WorldView,
  size: Size,
  countries: readonly NamedCountry[],
  towns: readonly NamedTown[],
  scale = 1,
): PlaceName[] {
  const names: PlaceName[] = [];
  const boxes: Box[] = [];
  const { south, north } = boundsOf(view, size);
  const place = (kind: PlaceName['kind'], text: string, latitude: number, longitude: number, most: number) => {
    if (latitude < south || latitude > north) return;
    const [x, y] = toScreen(view, size, { latitude, longitude });
    const name: PlaceName = { kind, text, x: Math.round(x), y: Math.round(y) };
    const box = boxOf(name, scale);
    if (box.left < 0 || box.right > size.width || box.top < 0 || box.bottom > size.height) return;
    if (text.length * letters[kind] * scale > most || boxes.some((other) => overlap(box, other))) return;
    names.push(name);
    boxes.push(box);
  };
  const perRadian = SHEET_PER_RADIAN * scaleOf(view, size);
  for (const [code, latitude, longitude, reach] of countries)
    place(
      'country',
      countryName(code),
      latitude,
      longitude,
      view.zoom < SMALL_COUNTRIES_FROM ? reach * perRadian * 1.4 : Infinity,
    );
  const room = names.length + Math.ceil((size.width * size.height) / (ROOM * scale));
  for (const [name, latitude, longitude] of towns) {
    if (names.length >= room) break;
    place('town', name, latitude, longitude, Infinity);
  }
  return names;
}
