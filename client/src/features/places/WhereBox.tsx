import { Link } from '../../lib/router.js';
import { mapPath, placeName, type StoryPlace } from './place.js';
import { Stamp } from './Stamp.js';

const degrees = (value: number, digits: number, [ahead, behind]: [string, string]) =>
  `${Math.abs(value).toFixed(digits)}° ${value < 0 ? behind : ahead}`;

/** "53.92° N, 8.50° E", with as many digits as are known. */
export function coordinatesOf({ latitude, longitude, precision }: StoryPlace): string | undefined {
  if (latitude == null || longitude == null || precision === 'COUNTRY') return undefined;
  const digits = precision === 'CITY' ? 1 : 2;
  return `${degrees(latitude, digits, ['N', 'S'])}, ${degrees(longitude, digits, ['E', 'W'])}`;
}

/** The stamp beside a story, with its name and what may be known of its coordinates. */
export function WhereBox({ place }: { place: StoryPlace }) {
  const coordinates = coordinatesOf(place);
  return (
    <aside className="wherebox" aria-label="Where this happened">
      <Link to={mapPath(place)} aria-label={`Open the map at ${place.name}`}>
        <Stamp place={place} silent atOnce />
      </Link>
      <p>
        <b dir="auto">{placeName(place)}</b>
        {coordinates && <span className="num">{coordinates}</span>}
      </p>
    </aside>
  );
}
