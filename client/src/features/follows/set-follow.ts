import { graphql } from '../../graphql/generated/index.js';
import { onBehalfOf } from '../../graphql/request-context.js';
import { wish, type Wisher } from '../wishes/last-wish.js';

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
}

/** Follows somebody for the viewer, on the screen at once, and takes that back when Wander refuses. */
export function setFollow(wisher: Wisher, { id, name }: Person, following: boolean): Promise<void> {
  return wish(wisher, following, {
    key: `follow/${id}`,
    look: (cache, on) =>
      cache.modify<{ viewerIsFollowing: boolean; followerCount: number }>({
        id: cache.identify({ __typename: 'User', id }),
        fields: {
          viewerIsFollowing: () => on,
          followerCount: (count, { readField }) => count + Number(on) - Number(readField('viewerIsFollowing')),
        },
      }),
    send: (on) =>
      wisher.client.mutate({
        mutation: SetFollow,
        variables: { input: { userId: id, following: on } },
        context: onBehalfOf(wisher.person),
        update: (cache) => void cache.evict({ id: 'Viewer:{}', fieldName: 'feed' }),
      }),
    done: (on) => (on ? `You follow ${name}.` : `You no longer follow ${name}.`),
    unanswered: (on) => `Wander isn’t responding. We keep trying to ${on ? 'follow' : 'unfollow'} ${name}.`,
  });
}
