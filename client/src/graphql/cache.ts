import { type FieldPolicy, InMemoryCache, type InMemoryCacheConfig } from '@apollo/client/cache';
import { relayStylePagination } from '@apollo/client/utilities';
import { listStart } from './page-query.js';

/** A list that grows by its pages; one for each value of these arguments, and for each cursor at which an address lets it begin. */
function pages(...keys: string[]): FieldPolicy {
  return {
    ...(relayStylePagination() as FieldPolicy),
    keyArgs: (args, { fieldName, variables }) => {
      const start = variables?.[listStart] as string | undefined;
      const own = keys.filter((key) => args?.[key] !== undefined);
      if (start === undefined && own.length === 0) return false;
      return `${fieldName}:${JSON.stringify({ ...Object.fromEntries(own.map((key) => [key, args?.[key]])), ...(start !== undefined && { start }) })}`;
    },
  };
}

export function createCache(options?: Pick<InMemoryCacheConfig, 'resultCaching'>): InMemoryCache {
  return new InMemoryCache({
    ...options,
    possibleTypes: {
      Node: ['User', 'Post', 'Comment', 'Tag', 'Session', 'Notification'],
      SearchResult: ['Post', 'User', 'Tag'],
    },
    typePolicies: {
      Query: {
        fields: {
          posts: pages('filter', 'orderBy'),
          tags: pages(),
          search: pages('query', 'type'),
        },
      },
      // There is one viewer at a time; another one empties the cache.
      Viewer: {
        keyFields: [],
        fields: {
          drafts: relayStylePagination(),
          feed: relayStylePagination(),
          bookmarks: relayStylePagination(),
          notifications: relayStylePagination(['unreadOnly']),
        },
      },
      User: {
        fields: {
          posts: pages(),
          followers: relayStylePagination(),
          following: relayStylePagination(),
        },
      },
      Post: { fields: { comments: pages() } },
      Comment: { fields: { replies: relayStylePagination() } },
      Tag: { fields: { posts: pages() } },
    },
  });
}
