import { Suspense } from 'react';
import { type StoryPlace, placeName } from './place.js';
import { lazyPart } from '../../lib/lazy-part.js';

const StampDot = lazyPart(() => import('./StampDot.js'));

interface Props {
  place: StoryPlace;
  /** Beside words that say the same. */
  silent?: boolean;
}

/** The outline of a country, with a dot for the spot, a halo round it for the town, no dot for the country. */
export function Stamp({ place, silent = false }: Props) {
  return (
    <span className="locator" aria-hidden={silent || undefined}>
      <svg
        viewBox="0 0 128 128"
        preserveAspectRatio="xMidYMid slice"
        role="img"
        aria-label={silent ? undefined : `Map: ${placeName(place)}`}
      >
        <use href={`/stamps/${place.countryCode}.svg#m`} />
        {place.precision !== 'COUNTRY' && (
          <Suspense>
            <StampDot place={place} />
          </Suspense>
        )}
      </svg>
    </span>
  );
}
