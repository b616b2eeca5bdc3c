import { useApolloClient } from '@apollo/client/react';
import { memo, Suspense, useCallback, useRef, useState } from 'react';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { fetchPage } from '../../graphql/fetch-page.js';
import type { SessionViewer } from '../session/session.js';
import { useViewer } from '../session/SessionProvider.js';
import { useDoor } from '../session/use-door.js';
import { LoadMore } from '../stories/LoadMore.js';
import { Comment_comment, MoreReplies, Thread_comment } from './documents.js';
import { LazyBox } from './LazyBox.js';
import { CommentItem, type Reply } from './CommentItem.js';
import { PendingComment } from './PendingComment.js';
import type { Failure } from './post-comment.js';
import type { Pending, Pendings } from './use-pending.js';

interface Props {
  comment: FragmentType<typeof Thread_comment>;
  postId: string;
  writerId: string;
  pending: readonly Pending[];
  pendings: Pendings;
}

/** A comment with its answers, the oldest first. Of hundreds, only the one that changes is drawn again. */
export const Thread = memo(function Thread({ comment, postId, writerId, pending, pendings }: Props) {
  const known = unmask(Thread_comment, comment);
  const { id: threadId, replies } = known;
  const name = unmask(Comment_comment, known).author?.name;
  const [answered, setAnswered] = useState<Reply & { owner: SessionViewer }>();
  /** While a reply is on its way its box is out of sight. */
  const [sending, setSending] = useState<Reply>();
  const listed = replies.edges.map(({ node }) => node);
  const client = useApolloClient();
  const door = useDoor();
  const viewer = useViewer();
  const place = { threadId, postId, writerId };
  const opener = useRef<Element>(null);

  const reply = (to: Reply, by = viewer) =>
    door(() => {
      if (!by) return;
      opener.current = document.activeElement;
      setSending(undefined);
      setAnswered({ ...to, owner: by });
    });
  const back = () => {
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  const send = async (post: () => Promise<Failure | undefined>) => {
    const to = answered!;
    setSending(to);
    back();
    const problem = await post();
    setSending((now) => (now === to ? undefined : now));
    if (problem === undefined) setAnswered((now) => (now === to ? undefined : now));
    return problem;
  };
  const cancel = () => {
    setAnswered(undefined);
    back();
  };
  const more = useCallback(
    () => fetchPage(client, MoreReplies, { id: threadId, after: replies.pageInfo.endCursor || null }),
    [client, threadId, replies.pageInfo.endCursor],
  );

  return (
    <CommentItem comment={known} {...place} onReply={(to) => reply(to)}>
      {(listed.length > 0 || pending.length > 0) && (
        <ul className="replies" aria-label={name ? `Replies to ${name}` : 'Replies'}>
          {listed.map((node) => (
            <li key={node.id}>
              <CommentItem comment={node} {...place} onReply={(to) => reply(to)} />
            </li>
          ))}
          {pending.map((one) => (
            <li key={one.key}>
              <PendingComment body={one.body} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore
        name="Show more replies"
        counted={['more reply', 'more replies']}
        items={`[id="${threadId}"] .replies .comment[id]`}
        shown={listed.length}
        hasMore={replies.pageInfo.hasNextPage}
        load={more}
      />
      {answered && (
        <div hidden={sending === answered}>
          <Suspense>
            <LazyBox
              key={`${answered.owner.id} ${answered.id}`}
              owner={answered.owner}
              postId={postId}
              answered={{ id: answered.id, threadId }}
              pendings={pendings}
              listed={listed}
              newest={listed.at(-1)?.id}
              label={`Your reply to ${answered.name}`}
              placeholder={`Reply to ${answered.name}`}
              send="Post reply"
              onSend={send}
              onCancel={cancel}
              onReopen={() => reply(answered, answered.owner)}
              onRelease={() => setAnswered(undefined)}
            />
          </Suspense>
        </div>
      )}
    </CommentItem>
  );
});
