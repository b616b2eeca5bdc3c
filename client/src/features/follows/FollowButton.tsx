import { useApolloClient } from '@apollo/client/react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { useToasts } from '../../ui/toasts.js';
import { useViewer } from '../session/SessionProvider.js';
import { useDoor } from '../session/use-door.js';

export const FollowButton_user = graphql(`
  fragment FollowButton_user on User {
    id
    name
    viewerIsFollowing
  }
`);

interface Props {
  user: FragmentType<typeof FollowButton_user>;
  className?: string;
}

/** Nothing beside one's own name. */
export function FollowButton({ user, className = 'btn quiet sm' }: Props) {
  const person = unmask(FollowButton_user, user);
  const client = useApolloClient();
  const viewer = useViewer();
  const toasts = useToasts();
  const door = useDoor();
  if (viewer?.id === person.id) return null;
  return (
    <button
      className={className}
      type="button"
      aria-pressed={person.viewerIsFollowing}
      aria-label={`Follow ${person.name}`}
      onClick={() =>
        door(() =>
          import('./set-follow.js').then(({ setFollow }) =>
            setFollow(client, toasts, viewer?.id, person, !person.viewerIsFollowing),
          ),
        )
      }
    >
      {person.viewerIsFollowing ? 'Following' : 'Follow'}
    </button>
  );
}
