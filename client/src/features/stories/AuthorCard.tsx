import { Link } from '../../lib/router.js';
import { type FragmentType, graphql, useFragment as unmask } from '../../graphql/generated/index.js';
import { counted } from '../../lib/text.js';
import { FollowButton } from '../follows/FollowButton.js';
import { Avatar } from '../../ui/Avatar.js';

export const AuthorCard_user = graphql(`
  fragment AuthorCard_user on User {
    id
    username
    name
    bio
    postCount
    followerCount
    ...FollowButton_user
  }
`);

export function AuthorCard({ user }: { user: FragmentType<typeof AuthorCard_user> }) {
  const writer = unmask(AuthorCard_user, user);
  const { username, name, bio, postCount, followerCount } = writer;
  return (
    <section className="authorcard" aria-label="About the writer">
      <Avatar username={username} />
      <div className="grow">
        <h2 className="head3" dir="auto">
          <Link to={`/@${username}`}>{name}</Link>
        </h2>
        {bio && <p dir="auto">{bio}</p>}
        <p className="small muted">
          {`${counted(postCount, 'story', 'stories')} · ${counted(followerCount, 'follower')}`}
        </p>
      </div>
      <FollowButton user={writer} className="btn quiet" />
    </section>
  );
}
