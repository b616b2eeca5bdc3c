import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { Avatar } from '../../ui/Avatar.js';
import { FollowButton } from './FollowButton.js';

export const PersonRow_user = graphql(`
  fragment PersonRow_user on User {
    id
    username
    name
    bio
    ...FollowButton_user
  }
`);

/** Somebody in a list of people. */
export function PersonRow({ user }: { user: FragmentType<typeof PersonRow_user> }) {
  const person = unmask(PersonRow_user, user);
  return (
    <li className="person-row">
      <Link className="person" to={`/@${person.username}`}>
        <Avatar username={person.username} />
        <span>
          <b dir="auto">{person.name}</b>
          {person.bio && <small dir="auto">{person.bio}</small>}
        </span>
      </Link>
      <FollowButton user={person} />
    </li>
  );
}
