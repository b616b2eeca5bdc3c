import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { type FragmentType, useFragment as unmask } from '../../graphql/generated/index.js';
import { readError } from '../../lib/api-error.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
import { useDoor } from '../session/use-door.js';
import { Comment_comment, MoreReplies, Thread_comment } from './documents.js';
import { CommentItem } from './CommentItem.js';
import { Composer } from './Composer.js';
import { PendingComment } from './PendingComment.js';
import type { Pending } from './use-comment-writer.js';
import { useKeptText } from './use-kept-text.js';

interface Props {
  comment: FragmentType<typeof Thread_comment>;
  writerId: string;
  pending: readonly Pending[];
  post(body: string, parentId: string): Promise<string | undefined>;
  onDeleted(): void;
}

/** A comment with its answers, the oldest first. */
export function Thread({ comment, writerId, pending, post, onDeleted }: Props) {
  const known = unmask(Thread_comment, comment);
  const { id, replies } = known;
  const name = unmask(Comment_comment, known).author?.name;
  const [answering, setAnswering] = useState(false);
  const { text, keep, putBack } = useKeptText(id);
  const [failure, setFailure] = useState<string>();
  const client = useApolloClient();
  const { show } = useToasts();
  const door = useDoor();

  const reply = () => door(() => setAnswering(true));
  const send = async () => {
    const body = text.trim();
    setFailure(undefined);
    setAnswering(false);
    keep('');
    const problem = await post(body, id);
    if (problem === undefined) return;
    putBack(body);
    setFailure(problem);
    setAnswering(true);
  };
  const more = async () => {
    try {
      await client.query({
        query: MoreReplies,
        variables: { id, after: replies.pageInfo.endCursor },
        fetchPolicy: 'network-only',
      });
    } catch (error) {
      show({ text: readError(error).message, action: { name: 'Try again', onClick: () => void more() } });
    }
  };

  return (
    <CommentItem comment={known} writerId={writerId} onReply={reply} onDeleted={onDeleted}>
      {(replies.edges.length > 0 || pending.length > 0) && (
        <ul className="replies" aria-label={name ? `Replies to ${name}` : 'Replies'}>
          {replies.edges.map(({ node }) => (
            <li key={node.id}>
              <CommentItem comment={node} writerId={writerId} onReply={reply} onDeleted={onDeleted} />
            </li>
          ))}
          {pending.map((one) => (
            <li key={one.key}>
              <PendingComment body={one.body} />
            </li>
          ))}
        </ul>
      )}
      {replies.pageInfo.hasNextPage && (
        <button className="btn quiet sm" type="button" onClick={() => void more()}>
          Show more replies
        </button>
      )}
      {answering && (
        <Composer
          label={`Your reply${name ? ` to ${name}` : ''}`}
          placeholder={name && `Answer ${name}`}
          text={text}
          onText={keep}
          send="Post reply"
          onSend={() => void send()}
          onCancel={() => setAnswering(false)}
          eager
          notice={
            failure && (
              <Notice kind="danger" role="alert">
                <b>Your reply was not posted.</b> {failure} Your text is still in the box.
              </Notice>
            )
          }
        />
      )}
    </CommentItem>
  );
}
