import { useQuery } from '@apollo/client/react';
import { BookOpen } from 'lucide-react';
import { Suspense, useCallback } from 'react';
import { Link } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { firstStepsOf } from '../features/settings/first-steps.js';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { StoryCard } from '../features/stories/StoryCard.js';
import { StoryTabs } from '../features/stories/StoryTabs.js';
import { Welcome } from '../features/stories/Welcome.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { type PageAddress, startingAt } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';
import { lazyPart } from '../lib/lazy-part.js';

/** For people who are signed in. */
const FirstSteps = lazyPart(() => import('../features/settings/FirstSteps.js'));

const LatestPageQuery = graphql(`
  query LatestPage($first: Int!, $after: String) {
    posts(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          ...StoryCard_post
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const first = 12;

const latest = (address: PageAddress) => ({ query: LatestPageQuery, variables: startingAt(address, { first }) });

export const queries = (address: PageAddress) => [latest(address), ...around()];

export default function LatestPage() {
  const state = useSessionState();
  const guest = state.status === 'guest';
  const address = usePageAddress();
  const { query, variables } = latest(address);
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error);
  const posts = wait === 'no' ? data?.posts : undefined;

  return (
    <Page title="Wander" busy={wait !== 'no'}>
      {guest ? <Welcome title="Stories" /> : <h1 className="vh">Stories</h1>}
      {state.status === 'signedIn' && firstStepsOf() === state.viewer.id && (
        <Suspense>
          <FirstSteps viewer={state.viewer} />
        </Suspense>
      )}
      <div className="home">
        <div style={{ paddingTop: 'var(--s-5)' }}>
          <StoryTabs />
          <FeedSkeleton wait={wait} lead />
          {wait === 'no' && !data && error && <Trouble title="Couldn’t load stories" error={error} onRetry={retry} />}
          {posts?.edges.length === 0 && (
            <Empty
              icon={BookOpen}
              title="No stories yet"
              actions={
                <Link className="btn" to={guest ? '/register' : '/write'}>
                  Write the first one
                </Link>
              }
            >
              <p>Somebody has to go first. It takes a place, a day and a few honest sentences.</p>
            </Empty>
          )}
          <ul className="feed">
            {posts?.edges.map(({ node }, index) => (
              <li key={node.id}>
                <StoryCard post={node} lead={index === 0} />
              </li>
            ))}
          </ul>
          {posts && (
            <LoadMore
              shown={posts.edges.length}
              hasMore={posts.pageInfo.hasNextPage}
              after={posts.pageInfo.endCursor}
              load={() => fetchPage(client, query, { ...variables, after: posts.pageInfo.endCursor })}
            />
          )}
        </div>
        {wait === 'shown' && (
          <div className="side" aria-hidden="true">
            <Bar width="60%" />
            <Bar width="100%" height="6rem" />
          </div>
        )}
        {posts && posts.edges.length > 0 && <Around />}
      </div>
    </Page>
  );
}
