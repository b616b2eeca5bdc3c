import { useQuery } from '@apollo/client/react';
import { MessageCircle } from 'lucide-react';
import { Suspense, useCallback, useState } from 'react';
import { Link } from '../../lib/router.js';
import { useFragment as unmask } from '../../graphql/generated/index.js';
import { fetchPage } from '../../graphql/fetch-page.js';
import type { PageAddress } from '../../graphql/page-query.js';
import { AfterHydration } from '../../lib/after-hydration.js';
import { useFreshPolicy } from '../../lib/fresh.js';
import { lazyPart } from '../../lib/lazy-part.js';
import { counted } from '../../lib/text.js';
import { Empty } from '../../ui/Empty.js';
import { Bar, useWait, Waiting } from '../../ui/Skeleton.js';
import { Trouble } from '../../ui/Trouble.js';
import { useSessionState } from '../session/SessionProvider.js';
import { LoadMore } from '../stories/LoadMore.js';
import { pageSize, StoryComments, storyComments, Thread_comment } from './documents.js';
import { LazyBox } from './LazyBox.js';
import { PendingComment } from './PendingComment.js';
import { Thread } from './Thread.js';
import { type Pending, usePending } from './use-pending.js';
import { useLinked } from './use-linked.js';

const News = lazyPart(() => import('./News.js'));

const none: readonly Pending[] = [];

interface Props {
  postId: string;
  address: PageAddress;
  writer: { id: string; name: string };
  /** A door for guests leads back here. */
  here: string;
}

/** What people say about a story. Nothing jumps while one reads: what is new waits behind a button. */
export function Comments({ postId, address, writer, here }: Props) {
  const state = useSessionState();
  const viewer = state.status === 'signedIn' ? state.viewer : undefined;
  const isGuest = state.status === 'guest';
  const { query, variables } = storyComments(address);
  const { slug } = variables;
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFreshPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  const [pending, pendings] = usePending();
  // A box belongs to whoever opened it, until nothing of theirs is in it.
  const [owner, setOwner] = useState(viewer);
  if (!owner && viewer) setOwner(viewer);
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error);
  const comments = wait === 'no' ? data?.post?.comments : undefined;
  const count = data?.post?.commentCount ?? 0;
  const listed = comments?.edges.map(({ node }) => node);
  const linked = useLinked(postId, listed);
  const threads = [...(linked ? [linked] : []), ...(listed ?? [])];
  const shown = threads.map((node) => unmask(Thread_comment, node));
  const top = pending.filter(({ threadId }) => threadId === undefined);
  return (
    <section className="comments" id="comments" tabIndex={-1} aria-labelledby="comments-title">
      <h2 className="head2" id="comments-title">
        {count === 0 ? 'Comments' : counted(count, 'comment')}
      </h2>
      <div style={{ marginBlock: 'var(--s-5)' }}>
        {owner ? (
          <Suspense fallback={<div className="composer-room" data-key-soon="c" />}>
            <LazyBox
              key={owner.id}
              owner={owner}
              postId={postId}
              pendings={pendings}
              listed={shown}
              newest={listed?.[0]?.id}
              label="Your comment"
              placeholder={owner.id === writer.id ? 'Say something' : `Say something to ${writer.name}`}
              send="Post comment"
              onRelease={() => setOwner(viewer)}
            />
          </Suspense>
        ) : (
          <>
            <div className="viewer-room composer-room" data-key-soon={isGuest ? undefined : 'c'} />
            <p className="row for-guests">
              <Link
                className="btn quiet"
                data-key={isGuest ? 'c' : undefined}
                to={`/login?next=${encodeURIComponent(here)}`}
              >
                Sign in to comment
              </Link>
            </p>
          </>
        )}
      </div>
      <div className="livebar" role="status">
        <AfterHydration>
          <News
            postId={postId}
            slug={slug}
            count={data && count}
            threads={shown}
            startCursor={comments?.pageInfo.startCursor}
            skip={address.search.has('after')}
            posting={pending.length > 0 ? viewer?.id : undefined}
            fetchBefore={(before) =>
              fetchPage(client, StoryComments, { slug, last: pageSize, before }).then((page) => page?.post?.comments)
            }
            refetch={() => refetch().then((page) => page.data?.post?.comments)}
          />
        </AfterHydration>
      </div>
      {wait === 'no' && !data && error && <Trouble title="Couldn’t load comments" error={error} onRetry={retry} />}
      <Waiting wait={wait} label="Loading the comments">
        {['70%', '55%', '80%'].map((width) => (
          <div className="comment" key={width}>
            <span className="avatar sk" />
            <div>
              <Bar width="30%" />
              <Bar width={width} height="2.5rem" />
            </div>
          </div>
        ))}
      </Waiting>
      {comments?.edges.length === 0 && top.length === 0 && (
        <Empty icon={MessageCircle} title="No comments yet">
          <p>
            {viewer?.id === writer.id
              ? 'What readers say appears here.'
              : `${writer.name} would probably like to hear that you came this far.`}
          </p>
        </Empty>
      )}
      <ul className="thread">
        {[...top].reverse().map((one) => (
          <li key={one.key}>
            <PendingComment body={one.body} />
          </li>
        ))}
        {threads.map((thread) => {
          const answers = pending.filter(({ threadId }) => threadId === thread.id);
          return (
            <li key={thread.id}>
              <Thread
                comment={thread}
                postId={postId}
                writerId={writer.id}
                pending={answers.length > 0 ? answers : none}
                pendings={pendings}
              />
            </li>
          );
        })}
      </ul>
      {comments && (
        <LoadMore
          name="Older comments"
          counted={['more comment', 'more comments']}
          items=".thread > li > .comment[id]"
          shown={comments.edges.length}
          hasMore={comments.pageInfo.hasNextPage}
          after={comments.pageInfo.endCursor}
          hash="#comments"
          load={() => fetchPage(client, query, { ...variables, after: comments.pageInfo.endCursor })}
        />
      )}
    </section>
  );
}
