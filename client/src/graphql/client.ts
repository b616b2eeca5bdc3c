import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { createCache } from './cache.js';
import { authLink, type Credentials, retryLink } from './links.js';

declare global {
  interface Window {
    /** What /config.js says about this deployment. */
    __WANDER__?: { apiUrl?: string };
  }
}

export const apiUrl = (): string => window.__WANDER__?.apiUrl ?? '/graphql';

/** Longer than any request lives at the server: what has no answer then will have none, though no error says so. */
const longestMs = 60_000;

const fetchInTime: typeof fetch = (input, init) => {
  const given = init?.signal;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException('No answer', 'TimeoutError')), longestMs);
  given?.addEventListener('abort', () => limit.abort(given.reason));
  return fetch(input, { ...init, signal: limit.signal }).finally(() => clearTimeout(timer));
};

export function createClient(credentials: Credentials): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    // A page that tries again by itself keeps what it shows until there is something else to show.
    defaultOptions: { watchQuery: { notifyOnNetworkStatusChange: false } },
    link: ApolloLink.from([
      authLink(credentials),
      retryLink,
      new HttpLink({ uri: apiUrl(), credentials: 'include', fetch: fetchInTime }),
    ]),
  });
}
