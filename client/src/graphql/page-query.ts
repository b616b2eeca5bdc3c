import type { DocumentNode } from 'graphql';

/** What a page asks for as it opens: the component, whoever prepares the page and the server's renderer ask the very same. */
export interface PageQuery {
  query: DocumentNode;
  variables: Record<string, unknown>;
  /** What is known of it is new enough for whoever goes to another page. */
  isLasting?: boolean;
}

/** What the address of a page says, decoded. */
export interface PageAddress {
  params: Readonly<Record<string, string | undefined>>;
  search: URLSearchParams;
}

/** The parameters of an address that say what is on a page; others are for those who count visitors. */
export const pageParameters: readonly string[] = ['after', 'at', 'q'];

/** A variable for the cache alone: no document declares it, so it is not sent. */
export const listStart = 'listStart';

/**
 * The variables of a list that begins where `?after=` of the address says. Such a list has a place of its own in the cache:
 * it is not the beginning of the list without.
 */
export function startingAt<Variables extends object>({ search }: PageAddress, variables: Variables): Variables {
  const start = search.get('after');
  return start ? { after: start, ...variables, [listStart]: start } : variables;
}
