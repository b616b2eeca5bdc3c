import { useQuery } from '@apollo/client/react';
import { Tag as TagIcon } from 'lucide-react';
import { useCallback } from 'react';
import { Link } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { StoryCard } from '../features/stories/StoryCard.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { type PageAddress, startingAt } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { counted } from '../lib/text.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { useWait } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';
import NotFoundPage from './not-found.js';

const TagPageQuery = graphql(`
  query TagPage($slug: String!, $first: Int!, $after: String) {
    tag(slug: $slug) {
      id
      slug
      name
      postCount
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
  }
`);

const first = 20;

const storiesWithTag = (address: PageAddress) => ({
  query: TagPageQuery,
  variables: startingAt(address, { slug: address.params.tag ?? '', first }),
});

export const queries = (address: PageAddress) => [storiesWithTag(address), ...around()];

export default function TagPage() {
  const { query, variables } = storiesWithTag(usePageAddress());
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error);
  if (data && !data.tag) return <NotFoundPage />;
  const tag = wait === 'no' ? data?.tag : undefined;

  return (
    <Page
      title={tag?.name ?? (wait === 'no' && error ? 'Couldn’t load stories' : undefined)}
      busy={wait !== 'no'}
      beside={<Around />}
    >
      <div className="page-column">
        <header className="masthead" style={{ paddingBottom: 'var(--s-4)' }}>
          <h1 className="title" dir="auto">
            {tag?.name ?? <span className="vh">A tag</span>}
          </h1>
          {tag && (
            <p className="muted">
              <span>{counted(tag.postCount, 'story', 'stories')}</span>
              {' · '}
              <a href={`/tags/${encodeURIComponent(tag.slug)}/feed.xml`} type="application/atom+xml">
                Feed
              </a>
            </p>
          )}
        </header>
        <FeedSkeleton wait={wait} />
        {wait === 'no' && !data && error && <Trouble title="Couldn’t load stories" error={error} onRetry={retry} />}
        {tag?.posts.edges.length === 0 && (
          <Empty
            icon={TagIcon}
            title="No stories with this tag"
            actions={
              <Link className="btn quiet" to="/">
                Read the latest
              </Link>
            }
          >
            <p>A story appears here when it is published with this tag.</p>
          </Empty>
        )}
        <ul className="feed">
          {tag?.posts.edges.map(({ node }) => (
            <li key={node.id}>
              <StoryCard post={node} />
            </li>
          ))}
        </ul>
        {tag && (
          <LoadMore
            shown={tag.posts.edges.length}
            hasMore={tag.posts.pageInfo.hasNextPage}
            after={tag.posts.pageInfo.endCursor}
            load={() => fetchPage(client, query, { ...variables, after: tag.posts.pageInfo.endCursor })}
          />
        )}
      </div>
    </Page>
  );
}
