import type { ApolloClient } from '@apollo/client';
import { partsOf } from '../lib/router.js';
import { pageAt } from './Pages.js';

export interface Preparation {
  /** Whether the page can be drawn with all that it asks for. */
  isThere: boolean;
  /** Resolves once it has been asked for; to false where not all of it came, and the page says what is the matter. */
  ready: Promise<boolean>;
  /** Whether it is known by now what the page asks for, and that has been asked for here. */
  isAsked(): boolean;
}

/** Loads the code of a page, and asks for what it asks for: anew, or what is not known yet. */
export function prepare(
  client: ApolloClient,
  address: string,
  fetchPolicy: 'network-only' | 'cache-first',
): Preparation {
  const { pathname, search } = partsOf(address);
  const found = pageAt(pathname);
  if (!found) return { isThere: true, ready: Promise.resolve(true), isAsked: () => false };
  const { page, params } = found;
  const queries = () => page.queries({ params, search: new URLSearchParams(search) });
  const ask = () =>
    Promise.all(
      (queries() ?? []).map(({ query, variables, isLasting }) =>
        client.query({ query, variables, fetchPolicy: isLasting ? 'cache-first' : fetchPolicy }),
      ),
    );
  const isLoaded = queries() !== undefined;
  return {
    isThere: queries()?.every(({ query, variables }) => client.readQuery({ query, variables }) !== null) ?? false,
    ready: (isLoaded ? ask() : page.load().then(ask)).then(
      () => true,
      () => false,
    ),
    isAsked: () => (queries() ?? []).length > 0,
  };
}
