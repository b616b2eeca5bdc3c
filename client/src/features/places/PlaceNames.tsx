import { usePlaceNames } from './use-place-names.js';
import type { Size, WorldView } from './world-view.js';

/** The names of countries and towns on the map. */
export function PlaceNames({ view, size }: { view: WorldView; size: Size }) {
  const names = usePlaceNames(view, size);
  return (
    <g className="names">
      {names.map(({ kind, text, x, y }) =>
        kind === 'country' ? (
          <text key={`country ${text}`} className="m-country" x={x} y={y} dy="0.35em" textAnchor="middle">
            {text}
          </text>
        ) : (
          <g key={`${text} ${x} ${y}`} className="m-town">
            <circle cx={x} cy={y} r="2" />
            <text x={x + 6} y={y} dy="0.32em">
              {text}
            </text>
          </g>
        ),
      )}
    </g>
  );
}
