import { useApolloClient, useQuery } from '@apollo/client/react';
import { ArrowUp, MessageCircle } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useFragment as unmask } from '../../graphql/generated/index.js';
import type { Thread_CommentFragment } from '../../graphql/generated/graphql.js';
import { counted } from '../../lib/text.js';
import { Empty } from '../../ui/Empty.js';
import { Bar, useWait, Waiting } from '../../ui/Skeleton.js';
import { Trouble } from '../../ui/Trouble.js';
import { useSessionState } from '../session/SessionProvider.js';
import { useLive } from '../session/use-live.js';
import { Older } from '../stories/Older.js';
import { CommentAdded, CommentCount, MoreReplies, StoryComments, Thread_comment } from './documents.js';
import { Composer } from './Composer.js';
import { PendingComment } from './PendingComment.js';
import { Thread } from './Thread.js';
import { type Pending, useCommentWriter } from './use-comment-writer.js';

const first = 20;
const none: readonly Pending[] = [];

interface Props {
  postId: string;
  slug: string;
  writer: { id: string; name: string };
  /** A door for guests leads back here. */
  here: string;
}

/** What people say about a story. Nothing jumps while one reads: what is new waits behind a button. */
export default function Comments({ postId, slug, writer, here }: Props) {
  const state = useSessionState();
  const viewer = state.status === 'signedIn' ? state.viewer : undefined;
  const { data, error, refetch, fetchMore } = useQuery(StoryComments, {
    variables: { slug, first },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const { pending, post } = useCommentWriter(postId);
  const client = useApolloClient();
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const [missed, setMissed] = useState(false);
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error);
  const comments = wait === 'no' ? data?.post?.comments : undefined;
  const count = data?.post?.commentCount ?? 0;
  const threads = (comments?.edges ?? []).map(({ node }) => unmask(Thread_comment, node));
  const fresh = heard.length === 0 ? [] : unknownOf(heard, threads, pending.length > 0 ? viewer?.id : undefined);
  const wanted = useRef<readonly string[]>(undefined);

  useLive(
    CommentAdded,
    { postId },
    {
      onData: ({ commentAdded: { id, author, parent } }) =>
        setHeard((known) => [
          ...known.filter((one) => one.id !== id),
          { id, authorId: author?.id, threadId: parent?.id },
        ]),
      onConnect: () => {
        if (!data) return;
        client
          .query({ query: CommentCount, variables: { slug }, fetchPolicy: 'no-cache' })
          .then((now) => setMissed((now.data?.post?.commentCount ?? 0) > count))
          .catch(() => undefined);
      },
    },
  );
  // Whoever asked for what is new goes on there.
  useEffect(() => {
    const found = wanted.current?.map((id) => document.getElementById(id)).find((element) => element !== null);
    if (!found) return;
    wanted.current = undefined;
    found.focus();
  });

  /** Only what is new is added: what is there stays as it is, unless a part of it may have been missed. */
  const showFresh = async () => {
    try {
      if (missed) {
        const now = await refetch();
        wanted.current = now.data?.post?.comments.edges.slice(0, 1).map(({ node }) => node.id);
      } else {
        const before = comments?.pageInfo.startCursor;
        const answered = new Set(fresh.map(({ threadId }) => threadId));
        if (answered.delete(undefined)) {
          await (before ? fetchMore({ variables: { first: undefined, last: first, before } }) : refetch());
        }
        for (const { id, replies } of threads.filter((thread) => answered.has(thread.id))) {
          const variables = { id, after: replies.pageInfo.endCursor };
          await client.query({ query: MoreReplies, variables, fetchPolicy: 'network-only' });
        }
        wanted.current = fresh.map(({ id }) => id);
      }
      const seen = new Set(fresh.map(({ id }) => id));
      setHeard((known) => known.filter(({ id }) => !seen.has(id)));
      setMissed(false);
    } catch {
      // The button stays.
    }
  };

  const top = pending.filter(({ threadId }) => threadId === undefined);
  return (
    <section className="comments" id="comments" aria-labelledby="comments-title">
      <h2 className="head2" id="comments-title">
        {count === 0 ? 'Comments' : counted(count, 'comment')}
      </h2>
      <div style={{ marginBlock: 'var(--s-5)' }}>
        {viewer ? (
          <Composer
            box={postId}
            label="Your comment"
            placeholder={viewer.id === writer.id ? 'Say something' : `Say something to ${writer.name}`}
            send="Post comment"
            onSend={post}
            main
          />
        ) : (
          state.status === 'guest' && (
            <p className="row">
              <Link className="btn quiet" data-key="c" to={`/login?next=${encodeURIComponent(here)}`}>
                Sign in to comment
              </Link>
            </p>
          )
        )}
      </div>
      <div className="livebar" role="status">
        {(fresh.length > 0 || missed) && (
          <button className="btn quiet sm" type="button" onClick={() => void showFresh()}>
            <ArrowUp className="icon" aria-hidden="true" />
            {fresh.length > 0 ? `Show ${counted(fresh.length, 'new comment')}` : 'Show what is new'}
          </button>
        )}
      </div>
      {wait === 'no' && !data && error && <Trouble title="The comments did not come" error={error} onRetry={retry} />}
      <Waiting wait={wait} label="Fetching the comments">
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
          <p>{writer.name} would probably like to hear that you came this far.</p>
        </Empty>
      )}
      <ul className="thread">
        {[...top].reverse().map((one) => (
          <li key={one.key}>
            <PendingComment body={one.body} />
          </li>
        ))}
        {comments?.edges.map(({ node }) => {
          const answers = pending.filter(({ threadId }) => threadId === node.id);
          return (
            <li key={node.id}>
              <Thread comment={node} writerId={writer.id} pending={answers.length > 0 ? answers : none} post={post} />
            </li>
          );
        })}
      </ul>
      {comments && (
        <Older
          name="Older comments"
          counted={['more comment', 'more comments']}
          items=".thread > li > .comment[id]"
          shown={comments.edges.length}
          hasMore={comments.pageInfo.hasNextPage}
          load={() => fetchMore({ variables: { slug, first, after: comments.pageInfo.endCursor } })}
        />
      )}
    </section>
  );
}

/** A comment that somebody just made. */
interface Heard {
  id: string;
  authorId: string | undefined;
  /** What it answers; undefined for a first word. */
  threadId: string | undefined;
}

/** What was heard of and is not shown yet; `posting`: whose own comment is on its way and is shown already. */
function unknownOf(heard: readonly Heard[], threads: readonly Thread_CommentFragment[], posting?: string): Heard[] {
  const shown = new Set(threads.flatMap(({ id, replies }) => [id, ...replies.edges.map(({ node }) => node.id)]));
  return heard.filter(
    ({ id, authorId, threadId }) =>
      !shown.has(id) && (threadId === undefined || shown.has(threadId)) && (!posting || authorId !== posting),
  );
}
