import { useApolloClient } from '@apollo/client/react';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { useToasts } from '../../ui/toasts.js';
import { useSession, useViewer } from '../session/SessionProvider.js';
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
  /** As wide and as loud as its place asks; whoever is followed already needs no loud button. */
  className?: string;
}

/** Nothing beside one's own name. */
export function FollowButton({ user, className = 'btn quiet sm' }: Props) {
  const person = unmask(FollowButton_user, user);
  const client = useApolloClient();
  const viewer = useViewer();
  const toasts = useToasts();
  const session = useSession();
  const door = useDoor();
  if (viewer?.id === person.id) return null;
  const text = person.viewerIsFollowing ? 'Following' : 'Follow';
  return (
    <button
      className={person.viewerIsFollowing && !className.includes('quiet') ? `${className} quiet` : className}
      type="button"
      aria-pressed={person.viewerIsFollowing}
      aria-label={`${text} ${person.name}`}
      onClick={() =>
        door(
          (viewerId) =>
            import('./set-follow.js').then(({ setFollow }) =>
              setFollow({ client, toasts, session, person: viewerId }, person, !person.viewerIsFollowing),
            ),
          { kind: 'follow', id: person.id, name: person.name },
        )
      }
    >
      {text}
    </button>
  );
}
