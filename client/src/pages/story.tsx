import { useQuery } from '@apollo/client/react';
import { Suspense, useCallback } from 'react';
import { Link, useParams } from 'react-router';
import { FollowButton } from '../features/follows/FollowButton.js';
import { Dateline } from '../features/places/Dateline.js';
import { Place_place } from '../features/places/place.js';
import { AuthorCard } from '../features/stories/AuthorCard.js';
import { Pager } from '../features/stories/Pager.js';
import { StorySkeleton } from '../features/stories/StorySkeleton.js';
import { TagLinks } from '../features/tags/TagLinks.js';
import { graphql, useFragment as unmask } from '../graphql/generated/index.js';
import { longDate } from '../lib/dates.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { Avatar } from '../ui/Avatar.js';
import { Page } from '../ui/Page.js';
import { Prose } from '../ui/Prose.js';
import { useWait } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';
import { lazyPart } from '../lib/lazy-part.js';

const NotFoundPage = lazyPart(() => import('./not-found.js'));
/** For its writer and moderators. */
const OwnStory = lazyPart(() => import('../features/stories/OwnStory.js'));
/** Who reads needs these last. */
const StoryActions = lazyPart(() => import('../features/stories/StoryActions.js'));
const Comments = lazyPart(() => import('../features/comments/Comments.js'));
const WhereBox = lazyPart(() => import('../features/places/WhereBox.js'));

const StoryPageQuery = graphql(`
  query StoryPage($slug: String!) {
    post(slug: $slug) {
      id
      title
      bodyHtml
      status
      readingMinutes
      publishedAt
      viewerCanEdit
      viewerCanDelete
      author {
        id
        username
        name
        ...AuthorCard_user
        ...FollowButton_user
      }
      tags {
        ...TagLinks_tag
      }
      place {
        ...Place_place
      }
      ...OwnStory_post
      ...Pager_post
      ...StoryActions_post
    }
  }
`);

export default function StoryPage() {
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(StoryPageQuery, {
    variables: { slug },
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);

  const wait = useWait(!data && !error);
  const failed = wait === 'no' && !data;

  if (!data || wait !== 'no') {
    return (
      <Page title={failed ? 'Couldn’t load the story' : undefined} busy={!failed}>
        <h1 className="vh">A story</h1>
        {failed ? (
          <Trouble title="Couldn’t load the story" error={error} onRetry={retry} />
        ) : (
          <StorySkeleton wait={wait} />
        )}
      </Page>
    );
  }
  const { post } = data;
  if (!post) return <NotFoundPage />;
  const place = unmask(Place_place, post.place);
  const isPublic = post.status === 'PUBLISHED';

  return (
    <Page title={post.title || 'A draft'}>
      <div className="progress" aria-hidden="true" />
      <article className="story" aria-labelledby="story-title">
        <header className="story-head">
          {place && <Dateline place={place} />}
          <h1 id="story-title" dir="auto">
            {post.title || 'Untitled'}
          </h1>
          <div className="byline">
            <Link className="person" to={`/@${post.author.username}`}>
              <Avatar username={post.author.username} />
              <span>
                <b dir="auto">{post.author.name}</b>
              </span>
            </Link>
            <FollowButton user={post.author} />
            <span>
              {isPublic && post.publishedAt ? (
                <time dateTime={post.publishedAt}>{longDate(post.publishedAt)}</time>
              ) : (
                <span>Draft: only you can see this</span>
              )}{' '}
              <span className="num">{`· ${post.readingMinutes} min read`}</span>
            </span>
            {(post.viewerCanEdit || post.viewerCanDelete) && (
              <Suspense>
                <OwnStory post={post} />
              </Suspense>
            )}
          </div>
        </header>
        {isPublic && (
          <Suspense>
            <StoryActions post={post} as="rail" />
          </Suspense>
        )}
        {place && (
          <Suspense>
            <WhereBox place={place} />
          </Suspense>
        )}
        <div className="body">
          <Prose html={post.bodyHtml} />
          <div style={{ marginTop: 'var(--s-6)' }}>
            <TagLinks tags={post.tags} />
          </div>
          <hr className="rule" />
          <AuthorCard user={post.author} />
          <Pager post={post} />
          {isPublic && (
            <Suspense
              fallback={
                <h2 className="head2" data-key-soon="c">
                  Comments
                </h2>
              }
            >
              <Comments postId={post.id} slug={slug} writer={post.author} here={`/stories/${slug}`} />
            </Suspense>
          )}
        </div>
      </article>
      {isPublic && (
        <Suspense>
          <StoryActions post={post} as="dock" />
        </Suspense>
      )}
    </Page>
  );
}
