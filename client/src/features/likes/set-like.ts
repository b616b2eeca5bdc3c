import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { wish, type Wisher } from '../wishes/last-wish.js';

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

/** Likes a story for a person, on the screen at once, and takes that back when Wander refuses. */
export function setLike(wisher: Wisher, postId: string, liked: boolean): Promise<void> {
  return wish(wisher, liked, {
    key: `like/${postId}`,
    look: (cache, on) =>
      cache.modify<{ viewerHasLiked: boolean; likeCount: number }>({
        id: cache.identify({ __typename: 'Post', id: postId }),
        fields: {
          viewerHasLiked: () => on,
          likeCount: (count, { readField }) => count + Number(on) - Number(readField('viewerHasLiked')),
        },
      }),
    send: (on) =>
      wisher.client.mutate({
        mutation: SetLike,
        variables: { input: { postId, liked: on } },
        context: onBehalfOf(wisher.person),
      }),
    done: (on) => (on ? undefined : 'Like removed.'),
    unanswered: (on) => `Wander isn’t responding. We keep trying to ${on ? 'save' : 'remove'} your like.`,
  });
}
