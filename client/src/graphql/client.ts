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

export function createClient(credentials: Credentials): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    // A page that tries again by itself keeps what it shows until there is something else to show.
    defaultOptions: { watchQuery: { notifyOnNetworkStatusChange: false } },
    link: ApolloLink.from([authLink(credentials), retryLink, new HttpLink({ uri: apiUrl(), credentials: 'include' })]),
  });
}
