import { ApolloClient, ApolloLink } from '@apollo/client';
import type { NormalizedCacheObject } from '@apollo/client/cache';
import { from, mergeMap } from 'rxjs';
import { createCache } from './cache.js';
import type { Credentials } from './credentials.js';

/** Loads what sends requests: a page that came with its data asks for nothing before its reader acts. */
export const loadNetwork = () => import('./network.js');

function lateNetworkLink(credentials: Credentials): ApolloLink {
  let network: ApolloLink | undefined;
  const load = async () => (network ??= (await loadNetwork()).networkLink(credentials));
  return new ApolloLink((operation, forward) =>
    network
      ? network.request(operation, forward)
      : from(load()).pipe(mergeMap((link) => link.request(operation, forward))),
  );
}

/** `known`: what came with the page. */
export function createClient(credentials: Credentials, known?: NormalizedCacheObject): ApolloClient {
  const cache = createCache();
  if (known) cache.restore(known);
  return new ApolloClient({
    cache,
    // A page that tries again by itself keeps what it shows until there is something else to show.
    defaultOptions: { watchQuery: { notifyOnNetworkStatusChange: false } },
    link: lateNetworkLink(credentials),
  });
}
