import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { wish } from '../wishes/last-wish.js';
import type { Toasts } from '../../ui/toasts.js';

const SetLike = graphql(`
  mutation SetLike($input: SetLikeInput!) {
    setLike(input: $input) {
      post {
        id
        likeCount
        viewerHasLiked
      }
    }
  }
`);

/** Likes a story on the screen at once, and takes that back when Wander refuses. */
export function setLike(client: ApolloClient, toasts: Toasts, postId: string, liked: boolean): Promise<void> {
  return wish(client, toasts, liked, {
    key: `like/${postId}`,
    look: (cache, on) =>
      cache.modify<{ viewerHasLiked: boolean; likeCount: number }>({
        id: cache.identify({ __typename: 'Post', id: postId }),
        fields: {
          viewerHasLiked: () => on,
          likeCount: (count, { readField }) => count + Number(on) - Number(readField('viewerHasLiked')),
        },
      }),
    send: (on) => client.mutate({ mutation: SetLike, variables: { input: { postId, liked: on } } }),
    done: (on) => (on ? undefined : 'Like removed.'),
    unheard: (on) => (on ? 'Couldn’t save your like.' : 'Couldn’t remove your like.'),
  });
}
