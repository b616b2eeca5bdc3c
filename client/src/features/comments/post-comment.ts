import type { ApolloClient } from '@apollo/client';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';
import { isUnanswered } from '../../lib/unanswered.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { recordKey } from './has-arrived.js';
import type { Pendings } from './use-pending.js';
import { AddComment } from './write-documents.js';

/** Of what somebody answers: the comment, and the one under which that stands. */
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

export function failureOf(error: unknown): Failure {
  const { code, message } = readError(error);
  // Who is signed out was not heard either.
  return { message, isUnanswered: isUnanswered(error) || code === 'UNAUTHENTICATED' };
}

interface Words {
  postId: string;
  person: string;
  sent: Sent;
  answered: Answered | undefined;
}

const underWay = new Set<string>();

/**
 * Says something about a story: it stands in the list at once, and is taken back when Wander refuses. Resolves to what went
 * wrong, or to nothing.
 */
export async function postComment(
  client: ApolloClient,
  { postId, person, sent: { key, body }, answered }: Words,
  pendings: Pendings,
): Promise<Failure | undefined> {
  if (underWay.has(key)) return undefined;
  underWay.add(key);
  pendings.add({ key, body, threadId: answered?.threadId });
  try {
    await client.mutate({
      mutation: AddComment,
      variables: { input: { postId, body, parentId: answered?.id ?? null, idempotencyKey: key } },
      context: onBehalfOf(person),
      update: (cache, { data }) => {
        const edge = data?.addComment?.commentEdge;
        if (!edge) return;
        recordKey(edge.node.id, key);
        // Drawn together with what the cache shows from here on: else it stands there twice for a moment.
        pendings.settle(key);
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
    underWay.delete(key);
    pendings.settle(key);
  }
}

interface StoredConnection {
  edges?: readonly { node: { __ref: string } }[];
}

function withEdge(known: StoredConnection, edge: { node: { __ref: string } }, end: 'first' | 'last'): StoredConnection {
  const others = (known.edges ?? []).filter(({ node }) => node.__ref !== edge.node.__ref);
  return { ...known, edges: end === 'first' ? [edge, ...others] : [...others, edge] };
}
