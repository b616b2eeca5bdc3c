import { useQuery } from '@apollo/client/react';
import { Link } from '../../lib/router.js';
import { graphql } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { useNear } from '../../lib/near.js';
import { placeOnSheet } from './on-sheet.js';

const PlacesMapQuery = graphql(`
  query PlacesMap($author: String) {
    mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2, authorUsername: $author) {
      latitude
      longitude
      count
    }
    placeSummary(authorUsername: $author) {
      postCount
      countryCount
    }
  }
`);

export const placesMap = (author?: string) => ({
  query: PlacesMapQuery,
  variables: author === undefined ? {} : { author },
  isLasting: true,
});

interface Props {
  /** Of one writer; of everybody without. */
  author?: string;
  note?: string;
}

/** The world with a dot where stories happened, to look at; it leads to the map. Nothing without a place. */
export function PlacesMap({ author, note }: Props) {
  const { query, variables } = placesMap(author);
  const { data, error } = useQuery(query, { variables });
  const [ref, isNear] = useNear<SVGSVGElement>();
  const pins = data?.mapPins ?? [];
  if (error || data?.placeSummary.postCount === 0) return null;
  const { postCount = 0, countryCount = 0 } = data?.placeSummary ?? {};
  return (
    <section>
      <h2>
        {data
          ? `${counted(postCount, 'story', 'stories')} in ${counted(countryCount, 'country', 'countries')}`
          : 'Where stories happened'}
      </h2>
      <Link
        className="locator"
        to="/map"
        aria-label={data ? `Open the map. Stories from ${counted(pins.length, 'place')}` : 'Open the map'}
      >
        <svg ref={ref} viewBox="0 30 1000 430" aria-hidden="true">
          {isNear && <use href="/atlas/world.svg#m" />}
          {pins.map(({ latitude, longitude, count }) => {
            const [x, y] = placeOnSheet(latitude, longitude);
            return (
              <circle
                key={`${x} ${y}`}
                className="m-dot"
                cx={x}
                cy={y}
                r={9 + 3 * Math.log2(count + 1)}
                strokeWidth="4"
              />
            );
          })}
        </svg>
      </Link>
      {note && <p className="small muted">{note}</p>}
    </section>
  );
}
