import { useNear } from '../../lib/near.js';
import { type StoryPlace, placeName } from './place.js';
import { StampDot } from './StampDot.js';

interface Props {
  place: StoryPlace;
  /** Beside words that say the same. */
  silent?: boolean;
  /** Its drawing is a file of its own: one that begins below the screen waits until it comes near. */
  atOnce?: boolean;
}

/** The outline of a country, with a dot for the spot, a halo round it for the town, no dot for the country. */
export function Stamp({ place, silent = false, atOnce = false }: Props) {
  const [ref, isNear] = useNear<SVGSVGElement>();
  return (
    <span className="locator" aria-hidden={silent || undefined}>
      <svg
        ref={ref}
        viewBox="0 0 128 128"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label={silent ? undefined : `Map: ${placeName(place)}`}
      >
        {(atOnce || isNear) && (
          <>
            <use href={`/stamps/${place.countryCode}.svg#m`} />
            {place.precision !== 'COUNTRY' && <StampDot place={place} />}
          </>
        )}
      </svg>
    </span>
  );
}
