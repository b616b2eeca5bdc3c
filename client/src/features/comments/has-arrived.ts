import type { ApolloClient } from '@apollo/client';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { asStored } from '../../lib/input.js';
import type { Sent } from '../text-boxes/kept-boxes.js';
import { Comment_comment } from './documents.js';

const LastComments = graphql(`
  query LastComments($id: ID!) {
    node(id: $id) {
      id
      ... on Post {
        comments(first: 50) {
          nodes {
            id
            body
            createdAt
            author {
              id
            }
          }
        }
      }
      ... on Comment {
        replies(last: 50) {
          nodes {
            id
            body
            createdAt
            author {
              id
            }
          }
        }
      }
    }
  }
`);

/** Two clocks differ by less. */
const clockMs = 10 * 60_000;

/** By the ids of comments, the keys with which they were sent: one that belongs to a try is no other's. */
const keys = new Map<string, string>();

/** Keeps in mind with which key a comment was sent. */
export const recordKey = (commentId: string, key: string): void => void keys.set(commentId, key);

/** As Wander keeps it. */
/** The ids of a person's comments with these words. */
export const sameWords = (
  comments: readonly FragmentType<typeof Comment_comment>[],
  person: string,
  body: string,
): string[] =>
  comments
    .map((comment) => unmask(Comment_comment, comment))
    .filter((known) => known.author?.id === person && known.body === asStored(body))
    .map(({ id }) => id);

/**
 * Whether a comment that was sent without an answer is among the newest of a story or of a thread: by the same person, with
 * the same words, and none of those that were there before. Rejects while that cannot be known.
 */
export async function hasArrived(client: ApolloClient, person: string, placeId: string, sent: Sent): Promise<boolean> {
  const { data } = await client.query({
    query: LastComments,
    variables: { id: placeId },
    fetchPolicy: 'no-cache',
    context: onBehalfOf(person),
  });
  const node = data?.node;
  const comments = !node ? [] : 'comments' in node ? node.comments.nodes : 'replies' in node ? node.replies.nodes : [];
  const found = comments.find(
    ({ id, author, body, createdAt }) =>
      author?.id === person &&
      body === asStored(sent.body) &&
      Date.parse(createdAt) > sent.at - clockMs &&
      !sent.earlier?.includes(id) &&
      (keys.get(id) ?? sent.key) === sent.key,
  );
  if (found) recordKey(found.id, sent.key);
  return found !== undefined;
}
