import { useQuery } from '@apollo/client/react';
import { ArrowUp, MessageCircle } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { counted } from '../../lib/text.js';
import { Empty } from '../../ui/Empty.js';
import { Notice } from '../../ui/Notice.js';
import { Bar, useWait, Waiting } from '../../ui/Skeleton.js';
import { Trouble } from '../../ui/Trouble.js';
import { useSessionState } from '../session/SessionProvider.js';
import { useLive } from '../session/use-live.js';
import { Older } from '../stories/Older.js';
import { CommentAdded, StoryComments } from './documents.js';
import { Composer } from './Composer.js';
import { PendingComment } from './PendingComment.js';
import { Thread } from './Thread.js';
import { useCommentWriter } from './use-comment-writer.js';
import { useKeptText } from './use-kept-text.js';

const first = 20;

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
  const { text, keep, putBack } = useKeptText(postId);
  const [failure, setFailure] = useState<string>();
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const [missed, setMissed] = useState(false);
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error);
  const comments = wait === 'no' ? data?.post?.comments : undefined;
  const count = data?.post?.commentCount ?? 0;

  useLive(
    CommentAdded,
    { postId },
    {
      onData: ({ commentAdded: { id, author } }) => {
        if (author?.id !== viewer?.id) setFresh((known) => (known.includes(id) ? known : [...known, id]));
      },
      onReconnect: () => setMissed(true),
    },
  );

  const showFresh = async () => {
    try {
      await refetch();
      setFresh([]);
      setMissed(false);
    } catch {
      // The button stays.
    }
  };
  const send = async () => {
    const body = text.trim();
    setFailure(undefined);
    keep('');
    const problem = await post(body);
    if (problem === undefined) return;
    putBack(body);
    setFailure(problem);
  };

  const top = pending.filter(({ parentId }) => parentId === undefined);
  return (
    <section className="comments" id="comments" aria-labelledby="comments-title">
      <h2 className="head2" id="comments-title">
        {count === 0 ? 'Comments' : counted(count, 'comment')}
      </h2>
      <div style={{ marginBlock: 'var(--s-5)' }}>
        {viewer ? (
          <Composer
            label="Your comment"
            placeholder={viewer.id === writer.id ? 'Say something' : `Say something to ${writer.name}`}
            text={text}
            onText={keep}
            send="Post comment"
            onSend={() => void send()}
            main
            notice={
              failure && (
                <Notice kind="danger" role="alert">
                  <b>Your comment was not posted.</b> {failure} Your text is still in the box.
                </Notice>
              )
            }
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
        {comments?.edges.map(({ node }) => (
          <li key={node.id}>
            <Thread
              comment={node}
              writerId={writer.id}
              pending={pending.filter(({ parentId }) => parentId === node.id)}
              post={post}
              onDeleted={retry}
            />
          </li>
        ))}
      </ul>
      {comments && (
        <Older
          name="Older comments"
          counted={['more comment', 'more comments']}
          items=".thread > li > .comment .who a"
          shown={comments.edges.length}
          hasMore={comments.pageInfo.hasNextPage}
          load={() => fetchMore({ variables: { slug, first, after: comments.pageInfo.endCursor } })}
        />
      )}
    </section>
  );
}
