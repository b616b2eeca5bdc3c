import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { placeOnSheet } from './world-view.js';

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

interface Props {
  /** Of one writer; of everybody without. */
  author?: string;
  note?: string;
}

/** The world with a dot where stories happened, to look at; it leads to the map. Nothing without a place. */
export default function PlacesMap({ author, note }: Props) {
  const { data, error } = useQuery(PlacesMapQuery, { variables: { author } });
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
        <svg viewBox="0 30 1000 430" aria-hidden="true">
          <use href="/atlas/world.svg#m" />
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
