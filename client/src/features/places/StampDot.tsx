import type { StoryPlace } from './place.js';
import { toStamp, useFrame } from './stamp-frame.js';

/** A dot for the spot, with a halo round it for the town. */
export function StampDot({ place }: { place: StoryPlace }) {
  const { countryCode, latitude, longitude, precision } = place;
  const frame = useFrame(countryCode);
  if (!frame || latitude == null || longitude == null) return null;
  const [x, y] = toStamp(frame, latitude, longitude);
  return (
    <g className="appear">
      {precision === 'CITY' && <circle className="m-halo" cx={x} cy={y} r={12} />}
      <circle className="m-dot" cx={x} cy={y} r={5} />
    </g>
  );
}
