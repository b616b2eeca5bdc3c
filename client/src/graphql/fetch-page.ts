import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';

/**
 * Fetches one more page of a list into the cache, where lists grow together (cache.ts); who watches the list sees it.
 * Not by `fetchMore` of the watched query: while one is under way, what else the cache learns does not reach the
 * watcher, and when it brings nothing, never. Gives the list as it has become; rejects as every query does.
 */
export async function fetchPage<Data, Variables extends OperationVariables>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
): Promise<Data | undefined> {
  const { data } = await client.query<Data>({ query, variables, fetchPolicy: 'network-only' });
  return data;
}
