import { geoNaturalEarth1 } from 'd3-geo';

/** The whole world in the projection of Natural Earth, on a sheet of 1000 by 560. */
export const sheet = { width: 1_000, height: 560 } as const;
const MIDDLE = [496, 284] as const;

export const onSheet = () =>
  geoNaturalEarth1()
    .scale(182)
    .translate([...MIDDLE]);

/** What is seen: the point of the sheet in the middle, and how often it was doubled from where the whole world fits. */
export interface WorldView {
  x: number;
  y: number;
  zoom: number;
}

/** Of the part of the screen that has the map, in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

export type Point = readonly [x: number, y: number];

const MAX_ZOOM = 9;
/** A cluster of the whole world is a cell of this many degrees; half as many with each zoom of `mapPins`. */
const WORLD_CELL = 22.5;
/** How far apart the middles of cells are at least, in pixels. */
const CELL_PIXELS = 60;

const project = onSheet();
const perDegree = (latitude: number) => (project([1, latitude])?.[0] ?? 0) - MIDDLE[0];

/** Pixels for one unit of the sheet. */
export const scaleOf = ({ zoom }: WorldView, { width }: Size): number => (width / sheet.width) * 2 ** zoom;

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** The sheet covers the screen where it can, and stands in its middle where it is smaller. */
function inside(middle: number, seen: number, whole: number): number {
  return seen >= whole ? whole / 2 : between(middle, seen / 2, whole - seen / 2);
}

/** The nearest view that leaves neither the sheet nor what can be told apart. */
export function held(view: WorldView, size: Size): WorldView {
  const zoom = between(view.zoom, 0, MAX_ZOOM);
  const scale = scaleOf({ ...view, zoom }, size);
  return {
    x: inside(view.x, size.width / scale, sheet.width),
    y: inside(view.y, size.height / scale, sheet.height),
    zoom,
  };
}

export const wholeWorld = (size: Size): WorldView => held({ x: 500, y: 280, zoom: 0 }, size);

/** As much of the world as fills the screen without losing more than its far sides. */
export function firstLook(size: Size): WorldView {
  const width = Math.max(size.width * 1.18, size.height * 1.5);
  return held({ x: 500, y: 280, zoom: Math.log2(width / Math.max(size.width, 1)) }, size);
}

export const isClosest = ({ zoom }: WorldView): boolean => zoom >= MAX_ZOOM;

export function toScreen(view: WorldView, size: Size, [x, y]: Point): Point {
  const scale = scaleOf(view, size);
  return [size.width / 2 + (x - view.x) * scale, size.height / 2 + (y - view.y) * scale];
}

export function toSheet(view: WorldView, size: Size, [x, y]: Point): Point {
  const scale = scaleOf(view, size);
  return [view.x + (x - size.width / 2) / scale, view.y + (y - size.height / 2) / scale];
}

export const placeOnSheet = (latitude: number, longitude: number): Point => project([longitude, latitude]) ?? [0, 0];

/** Latitude and longitude of a point of the sheet; undefined beside the world. */
export function placeAt([x, y]: Point): { latitude: number; longitude: number } | undefined {
  const latitude = latitudeAt(y);
  const longitude = (x - MIDDLE[0]) / perDegree(latitude);
  return Math.abs(latitude) < 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

/** Parallels are straight in this projection. */
function latitudeAt(y: number): number {
  const [top, bottom] = [placeOnSheet(90, 0)[1], placeOnSheet(-90, 0)[1]];
  if (y <= top) return 90;
  if (y >= bottom) return -90;
  return project.invert?.([MIDDLE[0], y])?.[1] ?? 0;
}

/** The smallest box of degrees that has all that is seen, a hundredth of a degree at most larger. */
export function boundsOf(view: WorldView, size: Size): Bounds {
  const [left, top] = toSheet(view, size, [0, 0]);
  const [right, bottom] = toSheet(view, size, [size.width, size.height]);
  const [north, south] = [latitudeAt(top), latitudeAt(bottom)];
  const across = (x: number) =>
    [north, south].map((latitude) => between((x - MIDDLE[0]) / perDegree(latitude), -180, 180));
  const out = (value: number, round: (value: number) => number) => round(value * 100) / 100;
  return {
    south: out(south, Math.floor),
    west: out(Math.min(...across(left)), Math.floor),
    north: out(north, Math.ceil),
    east: out(Math.max(...across(right)), Math.ceil),
  };
}

/** The zoom to ask `mapPins` for. */
export function pinZoom(view: WorldView, size: Size): number {
  const cell = WORLD_CELL * perDegree(0) * scaleOf(view, size);
  return between(Math.floor(Math.log2(cell / CELL_PIXELS)), 0, 20);
}

/** Moves by pixels of the screen. */
export function moved(view: WorldView, size: Size, across: number, down: number): WorldView {
  const scale = scaleOf(view, size);
  return held({ ...view, x: view.x + across / scale, y: view.y + down / scale }, size);
}

/** Comes closer, or goes away, by doublings; what lies at this point of the screen stays there. */
export function zoomed(
  view: WorldView,
  size: Size,
  by: number,
  at: Point = [size.width / 2, size.height / 2],
): WorldView {
  const [x, y] = toSheet(view, size, at);
  const zoom = between(view.zoom + by, 0, MAX_ZOOM);
  const kept = 2 ** (view.zoom - zoom);
  return held({ x: x + (view.x - x) * kept, y: y + (view.y - y) * kept, zoom }, size);
}

/** `53.9,8.5,3`: latitude, longitude and zoom in an address. */
export function toText(view: WorldView): string {
  const place = placeAt([view.x, view.y]) ?? { latitude: 0, longitude: 0 };
  return [place.latitude.toFixed(3), place.longitude.toFixed(3), view.zoom.toFixed(2)].map(Number).join(',');
}

/** Undefined for what is no place. */
export function fromText(text: string | null, size: Size): WorldView | undefined {
  const [latitude = NaN, longitude = NaN, zoom = NaN] = (text ?? '').split(',').map((part) => Number(part || NaN));
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && zoom >= 0)) return undefined;
  const [x, y] = placeOnSheet(latitude, longitude);
  return held({ x, y, zoom }, size);
}
