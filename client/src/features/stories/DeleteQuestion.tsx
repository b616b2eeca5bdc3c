import { useFragment as useCached } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { Question } from '../../ui/Dialog.js';

export const DeleteQuestion_post = graphql(`
  fragment DeleteQuestion_post on Post {
    id
    commentCount
    likeCount
  }
`);

interface Props {
  /** Its counts are read from the cache: whoever asks has asked Wander for them. */
  id: string;
  title: string;
  busy?: boolean;
  onKeep(): void;
  onDelete(): void;
}

export function DeleteQuestion({ id, title, busy, onKeep, onDelete }: Props) {
  const { data } = useCached({ fragment: DeleteQuestion_post, from: { __typename: 'Post', id } });
  return (
    <Question
      title={`Delete ${title ? `“${title}”` : 'this draft'}?`}
      keep="Keep it"
      confirm={busy ? 'Deleting' : 'Delete story'}
      busy={busy}
      onKeep={onKeep}
      onConfirm={onDelete}
    >
      <p>{whatGoes(data.commentCount, data.likeCount)} for good. This cannot be undone.</p>
    </Question>
  );
}

function whatGoes(comments = 0, likes = 0): string {
  const its = [comments && counted(comments, 'comment'), likes && counted(likes, 'like')].filter(Boolean);
  if (its.length === 0) return 'The story goes';
  return its.length === 1 ? `The story and its ${its[0]} go` : `The story, its ${its.join(' and ')} go`;
}
