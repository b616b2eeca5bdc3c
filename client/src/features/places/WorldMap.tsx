import { geoGraticule10, geoPath } from 'd3-geo';
import { Globe, Minus, Plus } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { type Atlas, useAtlas } from './atlas.js';
import type { World } from './use-world.js';
import { onSheet, scaleOf, type Size, toScreen, wholeWorld, type WorldView, zoomed } from './world-view.js';

/** From here on the coarse outlines look cut out with an axe. */
const FINE_FROM = 2;

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
          aria-label="Closer"
          onClick={() => show((v, size) => zoomed(v, size, 1))}
        >
          <Plus className="icon" aria-hidden="true" />
        </button>
        <button
          className="ibtn"
          type="button"
          aria-label="Farther"
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
    const [x, y] = toScreen(drawn, size, [0, 0]);
    const projection = onSheet();
    const [left, top] = projection.translate();
    projection
      .scale(projection.scale() * scale)
      .translate([left * scale + x, top * scale + y])
      .clipExtent([
        [-size.width, -size.height],
        [size.width * 2, size.height * 2],
      ]);
    const path = geoPath(projection).digits(1);
    return { grid: path(geoGraticule10()), land: path(atlas.land), borders: path(atlas.borders) };
  }, [atlas, drawn, size]);
  const scale = 2 ** (view.zoom - drawn.zoom);
  const [left, top] = toScreen(view, size, [drawn.x, drawn.y]);
  const transform = `translate(${left - (size.width / 2) * scale} ${top - (size.height / 2) * scale}) scale(${scale})`;
  return (
    <svg className="base" width={size.width} height={size.height} aria-hidden="true" focusable="false">
      <g transform={transform}>
        <path className="m-grid" d={drawing.grid ?? ''} />
        <path className="m-land" d={drawing.land ?? ''} />
        <path className="m-line" d={drawing.borders ?? ''} />
      </g>
    </svg>
  );
}
