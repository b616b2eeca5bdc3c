import type { ApolloClient } from '@apollo/client';
import { graphql } from '../../graphql/generated/index.js';
import { whyNot } from '../../lib/api-error.js';
import type { Toasts } from '../../ui/toasts.js';

const SetFollow = graphql(`
  mutation SetFollow($input: SetFollowInput!) {
    setFollow(input: $input) {
      user {
        id
        followerCount
        viewerIsFollowing
      }
    }
  }
`);

interface Person {
  id: string;
  name: string;
  /** Before this. */
  followerCount: number;
}

/** Follows somebody on the screen at once, and takes that back when Wander refuses. */
export async function setFollow(client: ApolloClient, toasts: Toasts, person: Person, following: boolean) {
  const { id, name, followerCount } = person;
  const count = followerCount + (following ? 1 : -1);
  const optimisticResponse = {
    setFollow: {
      __typename: 'SetFollowPayload',
      user: { __typename: 'User', id, followerCount: count, viewerIsFollowing: following },
    },
  };
  try {
    await client.mutate({
      mutation: SetFollow,
      variables: { input: { userId: id, following } },
      optimisticResponse,
      update: (cache) => void cache.evict({ id: 'Viewer:{}', fieldName: 'feed' }),
    });
    if (following) toasts.announce(`You follow ${name}.`);
    else
      toasts.show({
        text: `You no longer follow ${name}.`,
        action: {
          name: 'Undo',
          onClick: () => void setFollow(client, toasts, { ...person, followerCount: count }, true),
        },
      });
  } catch (error) {
    toasts.show({
      text: whyNot(error, `Wander did not hear that, so you ${following ? 'do not follow' : 'still follow'} ${name}.`),
      action: { name: 'Try again', onClick: () => void setFollow(client, toasts, person, following) },
    });
  }
}
