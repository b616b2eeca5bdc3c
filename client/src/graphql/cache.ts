import { InMemoryCache } from '@apollo/client/cache';
import { relayStylePagination } from '@apollo/client/utilities';

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: { Node: ['User', 'Post', 'Tag', 'Session'] },
    typePolicies: {
      Query: {
        fields: {
          posts: relayStylePagination(['filter', 'orderBy']),
          tags: relayStylePagination(),
        },
      },
      // There is one viewer at a time; another one empties the cache.
      Viewer: { keyFields: [], fields: { drafts: relayStylePagination() } },
      User: { fields: { posts: relayStylePagination() } },
      Tag: { fields: { posts: relayStylePagination() } },
    },
  });
}
