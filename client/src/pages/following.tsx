import { useQuery } from '@apollo/client/react';
import { UserPlus } from 'lucide-react';
import { useCallback } from 'react';
import { Link, Navigate } from '../lib/router.js';
import SuggestedWriters from '../features/follows/SuggestedWriters.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { StoryCard } from '../features/stories/StoryCard.js';
import { StoryTabs } from '../features/stories/StoryTabs.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { useWait } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const FollowingPageQuery = graphql(`
  query FollowingPage($first: Int!, $after: String) {
    viewer {
      user {
        id
        followingCount
      }
      feed(first: $first, after: $after) {
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
  }
`);

const first = 12;

const following = { query: FollowingPageQuery, variables: { first } };

export const queries = () => [following];

export default function FollowingPage() {
  const guest = useSessionState().status === 'guest';
  const { data, error, refetch, client } = useQuery(following.query, {
    variables: following.variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
    skip: guest,
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error && !guest);
  const feed = wait === 'no' ? data?.viewer?.feed : undefined;
  const followsNobody = data?.viewer?.user.followingCount === 0;

  if (guest || (data && !data.viewer)) return <Navigate to="/login?next=%2Ffollowing" replace />;
  return (
    <Page title="Following" busy={wait !== 'no'}>
      <h1 className="vh">Stories of those you follow</h1>
      <div className="home">
        <div style={{ paddingTop: 'var(--s-5)' }}>
          <StoryTabs />
          <FeedSkeleton wait={wait} lead />
          {wait === 'no' && !data && error && <Trouble title="Couldn’t load stories" error={error} onRetry={retry} />}
          {feed?.edges.length === 0 && (
            <Empty
              icon={UserPlus}
              title={followsNobody ? 'You’re not following anyone yet' : 'No stories from them yet'}
              actions={
                <Link className="btn" to="/">
                  Find writers
                </Link>
              }
            >
              <p>
                {followsNobody
                  ? 'Follow a writer and their new stories appear here, newest first, nothing in between.'
                  : 'The people you follow haven’t published yet. Their stories appear here, newest first.'}
              </p>
            </Empty>
          )}
          <ul className="feed">
            {feed?.edges.map(({ node }, index) => (
              <li key={node.id}>
                <StoryCard post={node} lead={index === 0} />
              </li>
            ))}
          </ul>
          {feed && (
            <LoadMore
              shown={feed.edges.length}
              hasMore={feed.pageInfo.hasNextPage}
              load={() => fetchPage(client, FollowingPageQuery, { first, after: feed.pageInfo.endCursor })}
            />
          )}
        </div>
        {feed && (
          <aside className="side" aria-label="Around Wander">
            <SuggestedWriters heading="Writers you might follow" />
          </aside>
        )}
      </div>
    </Page>
  );
}
