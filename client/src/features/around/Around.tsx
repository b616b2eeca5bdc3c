import { useQuery } from '@apollo/client/react';
import { Suspense } from 'react';
import { graphql } from '../../graphql/generated/index.js';
import { PlacesMap, placesMap } from '../places/PlacesMap.js';
import { useViewer } from '../session/SessionProvider.js';
import { firstStepsOf } from '../settings/first-steps.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { TagLinks } from '../tags/TagLinks.js';

/** For people who are signed in. */
const SuggestedWriters = lazyPart(() => import('../follows/SuggestedWriters.js'));

const AroundQuery = graphql(`
  query Around {
    tags(first: 12) {
      edges {
        node {
          id
          ...TagLinks_tag
        }
      }
    }
  }
`);

export const around = () => [{ query: AroundQuery, variables: {}, isLasting: true }, placesMap()];

/** Beside a list: where stories happened, what they are about, whom one might follow. */
export function Around() {
  const viewer = useViewer();
  const { data } = useQuery(AroundQuery);
  const tags = data?.tags.edges.map(({ node }) => node) ?? [];
  return (
    <aside className="side" aria-label="Around Wander">
      <PlacesMap note="Every pin is as exact as its writer allows." />
      {tags.length > 0 && (
        <section>
          <h2>What people write about</h2>
          <TagLinks tags={tags} />
        </section>
      )}
      {/* Among the first steps they stand already. */}
      {viewer && firstStepsOf() !== viewer.id && (
        <Suspense>
          <SuggestedWriters heading="Writers you might follow" />
        </Suspense>
      )}
    </aside>
  );
}
