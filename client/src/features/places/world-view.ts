import { geoNaturalEarth1 } from 'd3-geo';
import { sheet, sheetMiddle, sheetScale } from './on-sheet.js';

/** @param longitude in the middle of the sheet, in degrees */
export const onSheet = (longitude = 0) =>
  geoNaturalEarth1()
    .rotate([-longitude, 0])
    .scale(sheetScale)
    .translate([...sheetMiddle]);

/** What is seen: the longitude and the height of the sheet in the middle, and how often it was doubled from where the whole world fits. */
export interface WorldView {
  longitude: number;
  y: number;
  zoom: number;
}

/** Of the part of the screen that has the map, in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** In degrees. */
export interface Spot {
  latitude: number;
  longitude: number;
}

export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
  /** What is seen within the box: its sides are no meridians. Without it all of the box is seen. */
  outline?: Spot[];
}

export type Point = readonly [x: number, y: number];

const MAX_ZOOM = 9;
/** A cluster of the whole world is a cell of this many degrees; half as many with each zoom of `mapPins`. */
const WORLD_CELL = 22.5;
/** How far apart the middles of cells are at least, in pixels. */
const CELL_PIXELS = 60;
/** Degrees of latitude from corner to corner of the outline's sides, which are curves. */
const OUTLINE_STEP = 6;

const project = onSheet();
/** Units of the sheet for a degree of longitude: parallels are straight in this projection, and evenly divided. */
const perDegree = (latitude: number) => (project([1, latitude])?.[0] ?? 0) - sheetMiddle[0];
const heightOf = (latitude: number) => project([0, latitude])?.[1] ?? 0;

/** Pixels for one unit of the sheet. */
export const scaleOf = ({ zoom }: WorldView, { width }: Size): number => (width / sheet.width) * 2 ** zoom;

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** From -180 to 180. */
export const asLongitude = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

/** The sheet covers the screen where it can, and stands in its middle where it is smaller. */
function inside(middle: number, seen: number, whole: number): number {
  return seen >= whole ? whole / 2 : between(middle, seen / 2, whole - seen / 2);
}

/** The nearest view that shows neither what lies beyond the poles nor what cannot be told apart. The globe turns freely. */
export function held(view: WorldView, size: Size): WorldView {
  const zoom = between(view.zoom, 0, MAX_ZOOM);
  const y = inside(view.y, size.height / scaleOf({ ...view, zoom }, size), sheet.height);
  return { longitude: asLongitude(view.longitude), y, zoom };
}

export const wholeWorld = (size: Size): WorldView => held({ longitude: 0, y: 280, zoom: 0 }, size);

/** As much of the world as fills the screen without losing more than its far sides. */
export function firstLook(size: Size): WorldView {
  const width = Math.max(size.width * 1.18, size.height * 1.5);
  return held({ longitude: 0, y: 280, zoom: Math.log2(width / Math.max(size.width, 1)) }, size);
}

/** With this place in the middle. */
export const viewAt = ({ latitude, longitude }: Spot, zoom: number, size: Size): WorldView =>
  held({ longitude, y: heightOf(latitude), zoom }, size);

export const isClosest = ({ zoom }: WorldView): boolean => zoom >= MAX_ZOOM;

export function toScreen(view: WorldView, size: Size, { latitude, longitude }: Spot): Point {
  const scale = scaleOf(view, size);
  return [
    size.width / 2 + asLongitude(longitude - view.longitude) * perDegree(latitude) * scale,
    size.height / 2 + (heightOf(latitude) - view.y) * scale,
  ];
}

/** How far a place at the edge of the world may lie beyond it once it has been on the screen. */
const ROUNDING_DEGREES = 1e-6;

/** The place under a point of the screen; undefined beside the world. */
export function toPlace(view: WorldView, size: Size, [x, y]: Point): Spot | undefined {
  const scale = scaleOf(view, size);
  const latitude = latitudeAt(view.y + (y - size.height / 2) / scale);
  const east = (x - size.width / 2) / scale / perDegree(latitude);
  if (Math.abs(latitude) >= 90 || Math.abs(east) > 180 + ROUNDING_DEGREES) return undefined;
  return { latitude, longitude: asLongitude(view.longitude + east) };
}

function latitudeAt(y: number): number {
  const [top, bottom] = [heightOf(90), heightOf(-90)];
  if (y <= top) return 90;
  if (y >= bottom) return -90;
  return project.invert?.([sheetMiddle[0], y])?.[1] ?? 0;
}

/** The smallest box of degrees that has all that is seen, and the outline of that within it. */
export function boundsOf(view: WorldView, size: Size): Bounds {
  const scale = scaleOf(view, size);
  const [north, south] = [-1, 1].map((side) => latitudeAt(view.y + (side * size.height) / 2 / scale)) as [
    number,
    number,
  ];
  const halfAt = (latitude: number) => Math.min(size.width / 2 / scale / perDegree(latitude), 180);
  const steps = Math.max(1, Math.ceil((north - south) / OUTLINE_STEP));
  const latitudes = Array.from({ length: steps + 1 }, (_, step) => north + ((south - north) * step) / steps);
  if (latitudes.every((latitude) => halfAt(latitude) === 180)) return { south, west: -180, north, east: 180 };
  const widest = Math.max(halfAt(north), halfAt(south));
  const west = asLongitude(view.longitude - widest);
  const box = { south, west, north, east: asLongitude(view.longitude + widest) };
  // All round, the box begins and ends at one meridian, which must not be all of it.
  if (widest === 180) box.east = west === -180 ? 180 : west - 1e-9;
  const side = (sign: 1 | -1) =>
    latitudes.map((latitude) => ({ latitude, longitude: west + widest + sign * halfAt(latitude) }));
  return { ...box, outline: [...side(1), ...side(-1).reverse()] };
}

/** The zoom to ask `mapPins` for. */
export function pinZoom(view: WorldView, size: Size): number {
  const cell = WORLD_CELL * perDegree(0) * scaleOf(view, size);
  return between(Math.floor(Math.log2(cell / CELL_PIXELS)), 0, 20);
}

/** Moves by pixels of the screen. */
export function moved(view: WorldView, size: Size, across: number, down: number): WorldView {
  const scale = scaleOf(view, size);
  return held(
    {
      ...view,
      longitude: view.longitude + across / scale / perDegree(latitudeAt(view.y)),
      y: view.y + down / scale,
    },
    size,
  );
}

/** Comes closer, or goes away, by doublings; what lies at this point of the screen stays there. */
export function zoomed(
  view: WorldView,
  size: Size,
  by: number,
  at: Point = [size.width / 2, size.height / 2],
): WorldView {
  const zoom = between(view.zoom + by, 0, MAX_ZOOM);
  const [before, after] = [scaleOf(view, size), scaleOf({ ...view, zoom }, size)];
  const [right, down] = [at[0] - size.width / 2, at[1] - size.height / 2];
  const y = view.y + down / before;
  return held(
    {
      longitude: view.longitude + (right / before - right / after) / perDegree(latitudeAt(y)),
      y: y - down / after,
      zoom,
    },
    size,
  );
}

/** `53.9,8.5,3`: latitude, longitude and zoom in an address. */
export function toText(view: WorldView): string {
  const latitude = latitudeAt(view.y);
  return [latitude.toFixed(3), view.longitude.toFixed(3), view.zoom.toFixed(2)].map(Number).join(',');
}

/** Undefined for what is no place. */
export function fromText(text: string | null, size: Size): WorldView | undefined {
  const [latitude = NaN, longitude = NaN, zoom = NaN] = (text ?? '').split(',').map((part) => Number(part || NaN));
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && zoom >= 0)) return undefined;
  return viewAt({ latitude, longitude }, zoom, size);
}
