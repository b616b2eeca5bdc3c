import type { ApolloClient } from '@apollo/client';
import { MoreReplies } from './documents.js';

/** At most, at once. */
const maxPages = 10;

/**
 * Fetches on below the answers that are known, until the sought ones are there or there are no more. Resolves to
 * whether they are settled: there, or gone. `after` may be empty, as the cache has it for a list without edges.
 */
export async function fetchReplies(
  client: ApolloClient,
  id: string,
  after: string | null,
  sought: readonly string[],
): Promise<boolean> {
  const missing = new Set(sought);
  let from = after || null;
  let isAnew = from === null;
  for (let page = 0; page < maxPages; page++) {
    const { data } = await client.query({
      query: MoreReplies,
      variables: { id, after: from },
      fetchPolicy: 'network-only',
    });
    const replies = data?.node && 'replies' in data.node ? data.node.replies : undefined;
    if (!replies) return true;
    for (const { node } of replies.edges) missing.delete(node.id);
    if (missing.size === 0) return true;
    if (replies.pageInfo.hasNextPage) from = replies.pageInfo.endCursor;
    else if (isAnew) return true;
    // An own answer was put behind them.
    else [from, isAnew] = [null, true];
  }
  return false;
}
