import { geoGraticule, geoPath } from 'd3-geo';
import { Globe, Minus, Plus } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { type Atlas, useAtlas } from './atlas.js';
import type { World } from './use-world.js';
import { PlaceNames } from './PlaceNames.js';
import {
  boundsOf,
  onSheet,
  scaleOf,
  type Size,
  type Spot,
  toPlace,
  toScreen,
  wholeWorld,
  type WorldView,
  zoomed,
} from './world-view.js';

/** Units of the sheet for a radian, where it is drawn smallest. */
const SHEET_PER_RADIAN = 90;
/** From here on the coarse outlines look cut out with an axe. */
const FINE_FROM = 2;
/** From here on there may be nothing but land to see. */
const GRID_ON_LAND_FROM = 5;

interface Props {
  world: World;
  label: string;
  /** What stands on the map. */
  children?: ReactNode;
}

/** The world to look at and to move; what stands on it is its children's. */
export function WorldMap({ world, label, children }: Props) {
  const { seen, show, listeners } = world;
  const atlas = useAtlas((seen?.view.zoom ?? 0) >= FINE_FROM);
  return (
    <section className="world" aria-label={label} tabIndex={0} {...listeners}>
      {seen && atlas && <Land atlas={atlas} {...seen} />}
      {children}
      <div className="zoom" role="group" aria-label="Zoom">
        <button
          className="ibtn"
          type="button"
          aria-label="Zoom in"
          onClick={() => show((v, size) => zoomed(v, size, 1))}
        >
          <Plus className="icon" aria-hidden="true" />
        </button>
        <button
          className="ibtn"
          type="button"
          aria-label="Zoom out"
          onClick={() => show((v, size) => zoomed(v, size, -1))}
        >
          <Minus className="icon" aria-hidden="true" />
        </button>
        <button
          className="ibtn"
          type="button"
          aria-label="Whole world"
          onClick={() => show((_, size) => wholeWorld(size))}
        >
          <Globe className="icon" aria-hidden="true" />
        </button>
      </div>
    </section>
  );
}

/** The outlines, drawn for a moment ago and moved to where one is now: drawing is slower than a finger. */
function Land({ atlas, view, size }: { atlas: Atlas; view: WorldView; size: Size }) {
  const drawn = useDeferredValue(view);
  const drawing = useMemo(() => {
    const scale = scaleOf(drawn, size);
    const projection = onSheet(drawn.longitude);
    const [, top] = projection.translate();
    projection
      .scale(projection.scale() * scale)
      .translate([size.width / 2, size.height / 2 + (top - drawn.y) * scale])
      .clipExtent([
        [-size.width, -size.height],
        [size.width * 2, size.height * 2],
      ]);
    const path = geoPath(projection).digits(1);
    const { land, borders } = atlas.near(...circleOf(drawn, size));
    return { grid: path(gridOf(drawn, size)), land: path(land), borders: path(borders) };
  }, [atlas, drawn, size]);
  const isNear = drawn.zoom >= GRID_ON_LAND_FROM;
  const scale = 2 ** (view.zoom - drawn.zoom);
  const [left, top] = middleOf(drawn, view, size);
  const transform = `translate(${left - (size.width / 2) * scale} ${top - (size.height / 2) * scale}) scale(${scale})`;
  return (
    <svg className="base" width={size.width} height={size.height} aria-hidden="true" focusable="false">
      <g transform={transform}>
        {!isNear && <path className="m-grid" d={drawing.grid ?? ''} />}
        <path className="m-land" d={drawing.land ?? ''} />
        {isNear && <path className="m-grid" d={drawing.grid ?? ''} />}
        <path className="m-line" d={drawing.borders ?? ''} />
      </g>
      <PlaceNames view={view} size={size} />
    </svg>
  );
}

/** Where the middle of what was drawn is now. */
function middleOf(drawn: WorldView, view: WorldView, size: Size): readonly [left: number, top: number] {
  const middle = toPlace(drawn, size, [size.width / 2, size.height / 2]);
  return middle ? toScreen(view, size, middle) : [size.width / 2, size.height / 2];
}

/** The place in the middle, and how far all that is drawn lies from it, in radians. */
function circleOf(view: WorldView, size: Size): [middle: Spot, reach: number] {
  const middle = toPlace(view, size, [size.width / 2, size.height / 2]) ?? { latitude: 0, longitude: 0 };
  // As far again as the screen on every side, and the parallels are shortened towards the poles.
  const reach = (3 * Math.hypot(size.width, size.height)) / 2 / scaleOf(view, size) / SHEET_PER_RADIAN;
  return [middle, Math.min(reach, Math.PI)];
}

/** Degrees between the lines of the grid, and pixels between them at least. */
const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10];
const LINES_APART = 110;

/** Meridians and parallels, closer together the nearer one is: the closest look has some, too. */
function gridOf(view: WorldView, size: Size) {
  const { south, west, north, east } = boundsOf(view, size);
  const perDegree = size.height / (north - south);
  const step = steps.find((degrees) => degrees * perDegree >= LINES_APART) ?? 10;
  const end = west > east ? east + 360 : east;
  const margin = [Math.min(end - west, 180 - (end - west) / 2), north - south] as const;
  return geoGraticule()
    .step([step, step])
    .precision(Math.max(step / 2, 0.5))
    .extent([
      [west - margin[0], Math.max(south - margin[1], -90)],
      [end + margin[0], Math.min(north + margin[1], 90)],
    ])();
}
