import type { ApolloClient } from '@apollo/client';
import { asStored } from '../../lib/input.js';
import { CommentLeft } from './write-documents.js';

export interface CommentIds {
  id: string;
  /** The comment under which it stands, or itself. */
  threadId: string;
  postId: string;
}

/** What there is of a comment now, of its thread and of its story. */
export async function readComment(client: ApolloClient, { id, threadId, postId }: CommentIds) {
  const variables = { id, threadId, postId };
  return (await client.query({ query: CommentLeft, variables, fetchPolicy: 'network-only' })).data;
}

/** Whether a comment has these words. Rejects while that cannot be known. */
export async function hasChanged(client: ApolloClient, ids: CommentIds, body: string): Promise<boolean> {
  const now = (await readComment(client, ids))?.comment;
  return Boolean(now && 'body' in now && now.body === asStored(body));
}
