import { useMutation } from '@apollo/client/react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { useToasts } from '../../ui/toasts.js';
import { useViewer } from '../session/SessionProvider.js';
import { useDoor } from '../session/use-door.js';

export const FollowButton_user = graphql(`
  fragment FollowButton_user on User {
    id
    name
    followerCount
    viewerIsFollowing
  }
`);

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

interface Props {
  user: FragmentType<typeof FollowButton_user>;
  className?: string;
}

/** Follows somebody at once, and takes that back when Wander refuses; nothing beside one's own name. */
export function FollowButton({ user, className = 'btn quiet sm' }: Props) {
  const { id, name, followerCount, viewerIsFollowing } = unmask(FollowButton_user, user);
  const [mutate] = useMutation(SetFollow);
  const viewer = useViewer();
  const { show, announce } = useToasts();
  const door = useDoor();
  if (viewer?.id === id) return null;

  const set = async (following: boolean, count: number): Promise<void> => {
    const optimisticResponse = {
      setFollow: {
        __typename: 'SetFollowPayload',
        user: {
          __typename: 'User',
          id,
          followerCount: count + (following ? 1 : -1),
          viewerIsFollowing: following,
        },
      },
    };
    try {
      await mutate({
        variables: { input: { userId: id, following } },
        optimisticResponse,
        update: (cache, { data }) => {
          if (data?.setFollow) cache.evict({ id: 'Viewer:{}', fieldName: 'feed' });
        },
      });
      if (following) announce(`You follow ${name}.`);
      else
        show({
          text: `You no longer follow ${name}.`,
          action: { name: 'Undo', onClick: () => void set(true, count - 1) },
        });
    } catch {
      show({
        text: `Wander did not hear that, so you ${following ? 'do not follow' : 'still follow'} ${name}.`,
        action: { name: 'Try again', onClick: () => void set(following, count) },
      });
    }
  };

  return (
    <button
      className={className}
      type="button"
      aria-pressed={viewerIsFollowing}
      aria-label={`Follow ${name}`}
      onClick={() => {
        if (!door()) void set(!viewerIsFollowing, followerCount);
      }}
    >
      {viewerIsFollowing ? 'Following' : 'Follow'}
    </button>
  );
}
