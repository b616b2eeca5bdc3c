import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import type { NormalizedCacheObject } from '@apollo/client/cache';
import { createCache } from './cache.js';
import { answerLink, authLink, type Credentials, retryLink } from './links.js';

declare global {
  interface Window {
    /** What /config.js says about this deployment. */
    __WANDER__?: { apiUrl?: string };
  }
}

export const apiUrl = (): string => window.__WANDER__?.apiUrl ?? '/graphql';

/** Longer than any request lives at the server: what is not there then will not come, though no error says so. */
const longestMs = 60_000;

/** Fails after the limit, be it that no answer begins or that one does not end: the body counts, too. */
const fetchInTime: typeof fetch = (input, init) => {
  const given = init?.signal;
  const limit = new AbortController();
  // It runs on when the headers are there. Of an answer that is read by then there is nothing left to abort.
  setTimeout(() => limit.abort(new DOMException('No answer', 'TimeoutError')), longestMs);
  given?.addEventListener('abort', () => limit.abort(given.reason));
  return fetch(input, { ...init, signal: limit.signal });
};

/** `known`: what came with the page. */
export function createClient(credentials: Credentials, known?: NormalizedCacheObject): ApolloClient {
  const cache = createCache();
  if (known) cache.restore(known);
  return new ApolloClient({
    cache,
    // A page that tries again by itself keeps what it shows until there is something else to show.
    defaultOptions: { watchQuery: { notifyOnNetworkStatusChange: false } },
    link: ApolloLink.from([
      authLink(credentials),
      retryLink,
      answerLink,
      new HttpLink({ uri: apiUrl(), credentials: 'include', fetch: fetchInTime }),
    ]),
  });
}
