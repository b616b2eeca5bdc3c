import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { whyNot } from '../../lib/api-error.js';
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
export async function setBookmark(client: ApolloClient, toasts: Toasts, id: string, bookmarked: boolean) {
  const again = (on: boolean) => () => void setBookmark(client, toasts, id, on);
  const optimisticResponse = {
    setBookmark: {
      __typename: 'SetBookmarkPayload',
      post: { __typename: 'Post', id, viewerHasBookmarked: bookmarked },
    },
  };
  try {
    await client.mutate({
      mutation: SetBookmark,
      variables: { input: { postId: id, bookmarked } },
      optimisticResponse,
      update: (cache) => {
        // What is let go is shown no more; what is new is not in the list.
        if (bookmarked) cache.evict({ id: 'Viewer:{}', fieldName: 'bookmarks' });
      },
    });
    if (bookmarked) toasts.announce('Kept in your bookmarks.');
    else toasts.show({ text: 'Bookmark removed.', action: { name: 'Undo', onClick: again(true) } });
  } catch (error) {
    toasts.show({
      text: whyNot(
        error,
        bookmarked
          ? 'Your bookmark did not reach Wander, so we took it back.'
          : 'Wander did not hear that you took your bookmark back.',
      ),
      action: { name: 'Try again', onClick: again(bookmarked) },
    });
  }
}
