import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/links.js';
import { normalise } from '../../lib/input.js';
import type { Sent } from '../kept-text/kept-texts.js';

const LastComments = graphql(`
  query LastComments($id: ID!) {
    node(id: $id) {
      id
      ... on Post {
        comments(first: 50) {
          nodes {
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

/**
 * Whether a comment that was sent without an answer is among the newest of a story or of a thread: by the same person, with
 * the same words. Rejects while that cannot be known.
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
  return comments.some(
    ({ author, body, createdAt }) =>
      author?.id === person && body === normalise(sent.body).trim() && Date.parse(createdAt) > sent.at - clockMs,
  );
}
