import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { isUnanswered } from '../../lib/unanswered.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { AddComment } from './documents.js';
import { recordKey } from './has-arrived.js';

export interface Pending {
  key: string;
  body: string;
  /** The comment under which it stands; undefined for a first word. */
  threadId: string | undefined;
}

export interface Answered {
  id: string;
  threadId: string;
}

/** Why something was not posted. */
export interface Failure {
  message: string;
  /** No answer came: it may be posted all the same. */
  isUnanswered: boolean;
}

/** Resolves to what went wrong, or to nothing. */
export type Post = (person: string, sent: Sent, answered?: Answered) => Promise<Failure | undefined>;

export function failureOf(error: unknown): Failure {
  const { code, message } = readError(error);
  // Who is signed out was not heard either.
  return { message, isUnanswered: isUnanswered(error) || code === 'UNAUTHENTICATED' };
}

interface Writer {
  /** What is on its way, in the order in which it was said. */
  pending: readonly Pending[];
  post: Post;
}

/** Says something about a story: it stands in the list at once, and is taken back when Wander refuses. */
export function useCommentWriter(postId: string): Writer {
  const [pending, setPending] = useState<Pending[]>([]);
  const underWay = useRef(new Set<string>());
  const client = useApolloClient();

  const post = useCallback<Post>(
    async (person, { key, body }, answered) => {
      const parentId = answered?.id;
      if (underWay.current.has(key)) return undefined;
      underWay.current.add(key);
      setPending((all) => [...all, { key, body, threadId: answered?.threadId }]);
      const settle = () => setPending((all) => all.filter((one) => one.key !== key));
      try {
        await client.mutate({
          mutation: AddComment,
          variables: { input: { postId, body, parentId: parentId ?? null, idempotencyKey: key } },
          context: onBehalfOf(person),
          update: (cache, { data }) => {
            const edge = data?.addComment?.commentEdge;
            if (!edge) return;
            recordKey(edge.node.id, key);
            // Drawn together with what the cache shows from here on: else it stands there twice for a moment.
            settle();
            const { parent } = edge.node;
            const stored = {
              __typename: 'CommentEdge',
              cursor: edge.cursor,
              node: { __ref: cache.identify(edge.node)! },
            };
            cache.modify<{ comments: StoredConnection; replies: StoredConnection }>({
              id: cache.identify(parent ?? { __typename: 'Post', id: postId })!,
              fields: parent
                ? { replies: (known) => withEdge(known as StoredConnection, stored, 'last') }
                : { comments: (known) => withEdge(known as StoredConnection, stored, 'first') },
            });
          },
        });
        return undefined;
      } catch (error) {
        return failureOf(error);
      } finally {
        underWay.current.delete(key);
        settle();
      }
    },
    [client, postId],
  );

  return { pending, post };
}

interface StoredConnection {
  edges?: readonly { node: { __ref: string } }[];
}

function withEdge(known: StoredConnection, edge: { node: { __ref: string } }, end: 'first' | 'last'): StoredConnection {
  const others = (known.edges ?? []).filter(({ node }) => node.__ref !== edge.node.__ref);
  return { ...known, edges: end === 'first' ? [edge, ...others] : [...others, edge] };
}
