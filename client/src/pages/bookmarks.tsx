import { useQuery } from '@apollo/client/react';
import { Bookmark } from 'lucide-react';
import { useCallback } from 'react';
import { Link, Navigate } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { StoryCard } from '../features/stories/StoryCard.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { useWait } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const BookmarksPageQuery = graphql(`
  query BookmarksPage($first: Int!, $after: String) {
    viewer {
      bookmarks(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            viewerHasBookmarked
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

const first = 20;

const bookmarked = { query: BookmarksPageQuery, variables: { first } };

export const queries = () => [bookmarked, ...around()];

export default function BookmarksPage() {
  const guest = useSessionState().status === 'guest';
  const { data, error, refetch, client } = useQuery(bookmarked.query, {
    variables: bookmarked.variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
    skip: guest,
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error && !guest);
  const bookmarks = wait === 'no' ? data?.viewer?.bookmarks : undefined;
  // What was let go here leaves the list at once; undone, it is back in its place.
  const kept = bookmarks?.edges.filter(({ node }) => node.viewerHasBookmarked);

  if (guest || (data && !data.viewer)) return <Navigate to="/login?next=%2Fbookmarks" replace />;
  return (
    <Page title="Bookmarks" busy={wait !== 'no'} beside={<Around />}>
      <div className="panel">
        <header className="masthead">
          <h1 className="title">Bookmarks</h1>
        </header>
        <FeedSkeleton wait={wait} />
        {wait === 'no' && !data && error && <Trouble title="Couldn’t load bookmarks" error={error} onRetry={retry} />}
        {kept?.length === 0 && !bookmarks?.pageInfo.hasNextPage && (
          <Empty
            icon={Bookmark}
            title="No bookmarks"
            actions={
              <Link className="btn" to="/">
                Read the latest
              </Link>
            }
          >
            <p>Keep a story for the train. Bookmarks are yours alone; the writer is not told.</p>
          </Empty>
        )}
        <ul className="feed">
          {kept?.map(({ node }) => (
            <li key={node.id}>
              <StoryCard post={node} />
            </li>
          ))}
        </ul>
        {bookmarks && (
          <LoadMore
            name="Older bookmarks"
            shown={kept?.length ?? 0}
            hasMore={bookmarks.pageInfo.hasNextPage}
            load={() => fetchPage(client, BookmarksPageQuery, { first, after: bookmarks.pageInfo.endCursor })}
          />
        )}
      </div>
    </Page>
  );
}
