import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { inTime } from '../lib/in-time.js';

/** A screen that is still asked for by then is not waited for. */
const longestWaitMs = 5_000;

let screen: Promise<unknown> = Promise.resolve();

/** No further page is fetched until the screen has been asked for again, which puts the first pages of its lists in their place. */
export function fetchPagesAfter(asked: Promise<unknown>): void {
  screen = inTime(asked, longestWaitMs).catch(() => undefined);
}

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
  await screen;
  const { data } = await client.query<Data>({ query, variables, fetchPolicy: 'network-only' });
  return data;
}
