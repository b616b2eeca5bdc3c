import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { readError } from '../../lib/api-error.js';
import { AddComment } from './documents.js';

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

/** Resolves to what went wrong in words, or to nothing. */
export type Post = (body: string, answered?: Answered) => Promise<string | undefined>;

interface Writer {
  /** What is on its way, in the order in which it was said. */
  pending: readonly Pending[];
  post: Post;
}

/** One try's key: whoever tries again with the same text says it once. */
const keys = new Map<string, string>();
const keyOf = (postId: string, parentId: string | undefined, body: string): string => {
  const what = `${postId} ${parentId ?? ''} ${body}`;
  const key = keys.get(what) ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  keys.set(what, key);
  return key;
};

/** Says something about a story: it stands in the list at once, and is taken back when Wander refuses. */
export function useCommentWriter(postId: string): Writer {
  const [pending, setPending] = useState<Pending[]>([]);
  const underWay = useRef(new Set<string>());
  const client = useApolloClient();

  const post = useCallback<Post>(
    async (body, answered) => {
      const parentId = answered?.id;
      const key = keyOf(postId, parentId, body);
      if (underWay.current.has(key)) return undefined;
      underWay.current.add(key);
      setPending((all) => [...all, { key, body, threadId: answered?.threadId }]);
      const settle = () => setPending((all) => all.filter((one) => one.key !== key));
      try {
        await client.mutate({
          mutation: AddComment,
          variables: { input: { postId, body, parentId: parentId ?? null, idempotencyKey: key } },
          update: (cache, { data }) => {
            const edge = data?.addComment?.commentEdge;
            if (!edge) return;
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
        keys.delete(`${postId} ${parentId ?? ''} ${body}`);
        return undefined;
      } catch (error) {
        return readError(error).message;
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
