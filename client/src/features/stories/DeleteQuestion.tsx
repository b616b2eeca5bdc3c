import { useQuery } from '@apollo/client/react';
import { graphql } from '../../graphql/generated/index.js';
import { counted, quoted } from '../../lib/text.js';
import { Question } from '../../ui/Dialog.js';

const WhatGoes = graphql(`
  query WhatGoes($id: ID!) {
    node(id: $id) {
      __typename
      ... on Post {
        id
        commentCount
        likeCount
      }
    }
  }
`);

interface Props {
  id: string;
  title: string;
  busy?: boolean;
  onKeep(): void;
  onDelete(): void;
}

export function DeleteQuestion({ id, title, busy, onKeep, onDelete }: Props) {
  const { data } = useQuery(WhatGoes, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const post = data?.node?.__typename === 'Post' ? data.node : undefined;
  return (
    <Question
      title={`Delete ${title ? quoted(title) : 'this draft'}?`}
      keep="Keep it"
      confirm={busy ? 'Deleting' : 'Delete story'}
      busy={busy}
      onKeep={onKeep}
      onConfirm={onDelete}
    >
      <p>
        <span>
          {`${post ? whatGoes(post.commentCount, post.likeCount) : 'The story and everything that belongs to it are deleted'} for good.`}
        </span>{' '}
        <span>This cannot be undone.</span>
      </p>
    </Question>
  );
}

function whatGoes(comments: number, likes: number): string {
  const its = [comments && counted(comments, 'comment'), likes && counted(likes, 'like')].filter(Boolean);
  if (its.length === 0) return 'The story is deleted';
  return its.length === 1
    ? `The story and its ${its[0]} are deleted`
    : `The story, its ${its.join(' and ')} are deleted`;
}
