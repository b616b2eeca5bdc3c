import { useApolloClient, useQuery } from '@apollo/client/react';
import { Suspense, useCallback, useEffect, useState } from 'react';
import { Link, useLocation } from '../lib/router.js';
import { Comments } from '../features/comments/Comments.js';
import { storyComments } from '../features/comments/documents.js';
import { FollowButton } from '../features/follows/FollowButton.js';
import { Dateline } from '../features/places/Dateline.js';
import { Place_place } from '../features/places/place.js';
import { WhereBox } from '../features/places/WhereBox.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { AuthorCard } from '../features/stories/AuthorCard.js';
import { Pager } from '../features/stories/Pager.js';
import { StoryActions } from '../features/stories/StoryActions.js';
import { StorySkeleton } from '../features/stories/StorySkeleton.js';
import { TagLinks } from '../features/tags/TagLinks.js';
import { graphql, useFragment as unmask } from '../graphql/generated/index.js';
import { type PageAddress } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { lazyPart } from '../lib/lazy-part.js';
import { Avatar } from '../ui/Avatar.js';
import { Page } from '../ui/Page.js';
import { Prose } from '../ui/Prose.js';
import { useWait } from '../ui/Skeleton.js';
import { Time } from '../ui/Time.js';
import { Trouble } from '../ui/Trouble.js';
import NotFoundPage from './not-found.js';

/** For its writer and moderators. */
const OwnStory = lazyPart(() => import('../features/stories/OwnStory.js'));

const StoryPageQuery = graphql(`
  query StoryPage($slug: String!) {
    post(slug: $slug) {
      id
      slug
      title
      excerpt
      bodyHtml
      status
      readingMinutes
      publishedAt
      updatedAt
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

/** As much room as the buttons of its writer take, which come later. */
const OwnStoryRoom = ({ viewerCanEdit, viewerCanDelete }: { viewerCanEdit: boolean; viewerCanDelete: boolean }) => (
  <span className="row own" aria-hidden="true" style={{ visibility: 'hidden' }}>
    {viewerCanEdit && (
      <span className="btn quiet sm">
        <span className="icon" />
        Edit
      </span>
    )}
    {viewerCanDelete && (
      <span className="btn bare sm">
        <span className="icon" />
        <span>{viewerCanEdit ? 'Delete' : 'Remove'}</span>
      </span>
    )}
  </span>
);
const story = ({ params: { slug = '' } }: PageAddress) => ({ query: StoryPageQuery, variables: { slug } });

export const queries = (address: PageAddress) => [story(address), storyComments(address)];

export default function StoryPage() {
  const address = usePageAddress();
  const { query, variables } = story(address);
  const { slug } = variables;
  const { data, error, refetch } = useQuery(query, {
    variables,
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
  if (!post) return <MissingStory address={address} />;
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
            {(post.viewerCanEdit || post.viewerCanDelete) && (
              <Suspense fallback={<OwnStoryRoom {...post} />}>
                <OwnStory post={post} />
              </Suspense>
            )}
            <span>
              {isPublic && post.publishedAt ? (
                <Time at={post.publishedAt} />
              ) : (
                <span>Draft: only you can see this</span>
              )}{' '}
              <span className="num">{`· ${post.readingMinutes} min read`}</span>
            </span>
          </div>
        </header>
        {isPublic && <StoryActions post={post} as="rail" />}
        {place && <WhereBox place={place} />}
        <div className="body">
          <Prose html={post.bodyHtml} />
          <div style={{ marginTop: 'var(--s-6)' }}>
            <TagLinks tags={post.tags} />
          </div>
          <hr className="rule" />
          <AuthorCard user={post.author} />
          <Pager post={post} />
          {isPublic && <Comments postId={post.id} address={address} writer={post.author} here={`/stories/${slug}`} />}
        </div>
      </article>
      {isPublic && <StoryActions post={post} as="dock" />}
    </Page>
  );
}

/** A page that has just been loaded is a guest's: whoever turns out to be signed in may have a draft here. */
function MissingStory({ address }: { address: PageAddress }) {
  const { status } = useSessionState();
  const isLoaded = useLocation().key === 'default';
  const client = useApolloClient();
  const [isAsked, setAsked] = useState(false);
  const isAsking = isLoaded && status === 'signedIn';
  useEffect(() => {
    if (!isAsking) return;
    client
      .query({ ...story(address), fetchPolicy: 'network-only' })
      .catch(() => undefined)
      .finally(() => setAsked(true));
  }, [isAsking, client, address]);

  if (isLoaded && (status === 'unknown' || (isAsking && !isAsked))) {
    return (
      <Page title={undefined} busy>
        <h1 className="vh">A story</h1>
      </Page>
    );
  }
  return <NotFoundPage />;
}
