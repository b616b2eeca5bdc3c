import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { wish } from '../wishes/last-wish.js';
import type { Toasts } from '../../ui/toasts.js';

const SetBookmark = graphql(`
  mutation SetBookmark($input: SetBookmarkInput!) {
    setBookmark(input: $input) {
      post {
        id
        viewerHasBookmarked
      }
    }
  }
`);

/** Keeps a story on the screen at once, and takes that back when Wander refuses. */
export function setBookmark(client: ApolloClient, toasts: Toasts, postId: string, bookmarked: boolean): Promise<void> {
  return wish(client, toasts, bookmarked, {
    key: `bookmark/${postId}`,
    look: (cache, on) =>
      cache.modify<{ viewerHasBookmarked: boolean }>({
        id: cache.identify({ __typename: 'Post', id: postId }),
        fields: { viewerHasBookmarked: () => on },
      }),
    send: (on) =>
      client.mutate({
        mutation: SetBookmark,
        variables: { input: { postId, bookmarked: on } },
        update: (cache) => {
          // What is let go is shown no more; what is new is not in the list.
          if (on) cache.evict({ id: 'Viewer:{}', fieldName: 'bookmarks' });
        },
      }),
    done: (on) => (on ? 'Kept in your bookmarks.' : 'Bookmark removed.'),
    unheard: (on) =>
      on
        ? 'Your bookmark did not reach Wander, so we took it back.'
        : 'Wander did not hear that you took your bookmark back.',
  });
}
