import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { readError } from '../../lib/api-error.js';

const DeleteStory = graphql(`
  mutation DeleteStory($input: DeletePostInput!) {
    deletePost(input: $input) {
      deletedId
    }
  }
`);

/**
 * Deletes a story of `person`, or takes it from the public as a moderator, who gives a reason. A story that is gone already
 * counts as deleted: an answer may have been lost. Throws what Wander refuses.
 */
export async function deleteStory(client: ApolloClient, person: string, id: string, reason?: string): Promise<void> {
  try {
    await client.mutate({
      mutation: DeleteStory,
      variables: { input: { id, ...(reason !== undefined && { reason }) } },
      context: onBehalfOf(person),
    });
  } catch (error) {
    if (readError(error).code !== 'NOT_FOUND') throw error;
  }
  client.cache.evict({ id: client.cache.identify({ __typename: 'Post', id }) });
  client.cache.gc();
}
