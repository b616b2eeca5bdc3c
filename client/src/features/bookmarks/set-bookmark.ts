import type { Reference } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { wish, type Wisher } from '../wishes/last-wish.js';

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

/** Keeps a story for a person, on the screen at once, and takes that back when Wander refuses. */
export function setBookmark(wisher: Wisher, postId: string, bookmarked: boolean): Promise<void> {
  return wish(wisher, bookmarked, {
    key: `bookmark/${postId}`,
    look: (cache, on) =>
      cache.modify<{ viewerHasBookmarked: boolean }>({
        id: cache.identify({ __typename: 'Post', id: postId }),
        fields: { viewerHasBookmarked: () => on },
      }),
    send: (on) =>
      wisher.client.mutate({
        mutation: SetBookmark,
        variables: { input: { postId, bookmarked: on } },
        context: onBehalfOf(wisher.person),
        update: (cache) => {
          // What is let go is shown no more; what is new is not in the list, what was let go by mistake still is.
          if (!on) return;
          const ref = cache.identify({ __typename: 'Post', id: postId });
          cache.modify<{ bookmarks: { edges: readonly { node: Reference }[] } }>({
            id: 'Viewer:{}',
            fields: {
              bookmarks: (known, { DELETE }) =>
                'edges' in known && known.edges.some(({ node }) => node.__ref === ref) ? known : DELETE,
            },
          });
        },
      }),
    done: (on) => (on ? 'Bookmarked.' : 'Bookmark removed.'),
    unanswered: (on) => `Wander isn’t responding. We keep trying to ${on ? 'save' : 'remove'} your bookmark.`,
  });
}
