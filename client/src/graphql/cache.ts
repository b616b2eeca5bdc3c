import { InMemoryCache } from '@apollo/client/cache';
import { relayStylePagination } from '@apollo/client/utilities';

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: {
      Node: ['User', 'Post', 'Comment', 'Tag', 'Session', 'Notification'],
      SearchResult: ['Post', 'User', 'Tag'],
    },
    typePolicies: {
      Query: {
        fields: {
          posts: relayStylePagination(['filter', 'orderBy']),
          tags: relayStylePagination(),
          search: relayStylePagination(['query', 'type']),
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
          posts: relayStylePagination(),
          followers: relayStylePagination(),
          following: relayStylePagination(),
        },
      },
      Post: { fields: { comments: relayStylePagination() } },
      Comment: { fields: { replies: relayStylePagination() } },
      Tag: { fields: { posts: relayStylePagination() } },
    },
  });
}
