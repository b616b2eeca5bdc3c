import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { whyNot } from '../../lib/api-error.js';
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

/** Likes a story on the screen at once, and takes that back when Wander refuses. `count` is what it was. */
export async function setLike(client: ApolloClient, toasts: Toasts, id: string, liked: boolean, count: number) {
  const again = (on: boolean, from: number) => () => void setLike(client, toasts, id, on, from);
  const optimisticResponse = {
    setLike: {
      __typename: 'SetLikePayload',
      post: { __typename: 'Post', id, likeCount: count + (liked ? 1 : -1), viewerHasLiked: liked },
    },
  };
  try {
    await client.mutate({ mutation: SetLike, variables: { input: { postId: id, liked } }, optimisticResponse });
    if (!liked) toasts.show({ text: 'Like taken back.', action: { name: 'Undo', onClick: again(true, count - 1) } });
  } catch (error) {
    toasts.show({
      text: whyNot(
        error,
        liked
          ? 'Your like did not reach Wander, so we took it back.'
          : 'Wander did not hear that you took your like back.',
      ),
      action: { name: 'Try again', onClick: again(liked, count) },
    });
  }
}
