import { useQuery } from '@apollo/client/react';
import { PenLine } from 'lucide-react';
import { useCallback } from 'react';
import { Link } from '../lib/router.js';
import { FollowButton } from '../features/follows/FollowButton.js';
import { PlacesMap, placesMap } from '../features/places/PlacesMap.js';
import { useViewer } from '../features/session/SessionProvider.js';
import { FeedSkeleton } from '../features/stories/FeedSkeleton.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { StoryCard } from '../features/stories/StoryCard.js';
import { TagLinks } from '../features/tags/TagLinks.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { type PageAddress, startingAt } from '../graphql/page-query.js';
import { usePageAddress } from '../graphql/use-page-address.js';
import { yearOf } from '../lib/dates.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { groupBy } from '../lib/group-by.js';
import { formatNumber } from '../lib/text.js';
import { Avatar } from '../ui/Avatar.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { useWait } from '../ui/Skeleton.js';
import { Time } from '../ui/Time.js';
import { Trouble } from '../ui/Trouble.js';
import NotFoundPage from './not-found.js';

const ProfilePageQuery = graphql(`
  query ProfilePage($username: String!, $first: Int!, $after: String) {
    tagsByAuthor(username: $username) {
      id
      ...TagLinks_tag
    }
    user(username: $username) {
      id
      username
      name
      bio
      createdAt
      postCount
      followerCount
      followingCount
      ...FollowButton_user
      posts(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            publishedAt
            ...StoryCard_post
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const first = 20;

/** The router knows no /@:name; any other first word is no page of ours. */
const usernameOf = ({ params: { handle = '' } }: PageAddress): string | undefined =>
  handle.startsWith('@') ? handle.slice(1).toLowerCase() : undefined;

const profile = (address: PageAddress, username: string) => ({
  query: ProfilePageQuery,
  variables: startingAt(address, { username, first }),
});

export function queries(address: PageAddress) {
  const username = usernameOf(address);
  return username === undefined ? [] : [profile(address, username), placesMap(username)];
}

export default function ProfilePage() {
  const address = usePageAddress();
  const username = usernameOf(address);
  return username === undefined ? <NotFoundPage /> : <Profile address={address} username={username} />;
}

function Profile({ address, username }: { address: PageAddress; username: string }) {
  const viewer = useViewer();
  const { query, variables } = profile(address, username);
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);

  const wait = useWait(!data && !error);
  const failed = wait === 'no' && !data;

  if (!data || wait !== 'no') {
    return (
      <Page title={failed ? 'Couldn’t load the profile' : undefined} busy={!failed}>
        <h1 className="vh">{`@${username}`}</h1>
        {failed ? (
          <Trouble title="Couldn’t load the profile" error={error} onRetry={retry} />
        ) : (
          <FeedSkeleton wait={wait} />
        )}
      </Page>
    );
  }
  const { user, tagsByAuthor: tags } = data;
  if (!user) return <NotFoundPage />;
  const mine = viewer?.id === user.id;
  const { edges, pageInfo } = user.posts;
  const years = groupBy(edges, ({ node }) => yearOf(node.publishedAt ?? user.createdAt));

  return (
    <Page title={`${user.name} (@${user.username})`}>
      <header className="masthead">
        <div className="profile-head">
          <Avatar username={user.username} size="6.5rem" />
          <div className="grow">
            <h1 className="title" dir="auto">
              {user.name}
            </h1>
            <p className="muted">
              <span>{`@${user.username}`}</span>
              <span className="point"> · </span>
              <span>
                <span>here since </span>
                <Time at={user.createdAt} as="month" />
              </span>
            </p>
          </div>
          {mine ? (
            <Link className="btn quiet" to="/settings">
              Edit profile
            </Link>
          ) : (
            <FollowButton user={user} className="btn" />
          )}
        </div>
        {user.bio && (
          <p className="lede" dir="auto" style={{ maxWidth: '27.5em' }}>
            {user.bio}
          </p>
        )}
        <p className="row" style={{ marginTop: 'var(--s-4)' }}>
          <span>
            <b className="num">{formatNumber(user.postCount)}</b>{' '}
            <span className="muted">{user.postCount === 1 ? 'story' : 'stories'}</span>
          </span>
          <Link to={`/@${user.username}/followers`}>
            <b className="num">{formatNumber(user.followerCount)}</b>{' '}
            <span className="muted">{user.followerCount === 1 ? 'follower' : 'followers'}</span>
          </Link>
          <Link to={`/@${user.username}/following`}>
            <b className="num">{formatNumber(user.followingCount)}</b> <span className="muted">following</span>
          </Link>
          <a href={`/@${user.username}/feed.xml`} type="application/atom+xml">
            Feed
          </a>
        </p>
      </header>
      <div className="home">
        <div>
          {edges.length === 0 && (
            <Empty
              icon={PenLine}
              title="No stories yet"
              actions={
                mine && (
                  <Link className="btn" to="/write">
                    Write the first one
                  </Link>
                )
              }
            >
              <p>
                {mine ? 'What you publish appears here, newest first.' : `${user.name} has not published anything.`}
              </p>
            </Empty>
          )}
          {[...years].map(([year, group]) => (
            <section className="year" key={year} aria-labelledby={`year-${year}`}>
              <h2 className="head2" id={`year-${year}`}>
                {year}
              </h2>
              <ul className="feed">
                {group.map(({ node }) => (
                  <li key={node.id}>
                    <StoryCard post={node} level={3} anonymous />
                  </li>
                ))}
              </ul>
            </section>
          ))}
          <LoadMore
            shown={edges.length}
            hasMore={pageInfo.hasNextPage}
            after={pageInfo.endCursor}
            load={() => fetchPage(client, query, { ...variables, after: pageInfo.endCursor })}
          />
        </div>
        <aside className="side" aria-label={`Around ${user.name}`}>
          <PlacesMap author={user.username} />
          {tags.length > 0 && (
            <section>
              <h2>Often about</h2>
              <TagLinks tags={tags} />
            </section>
          )}
        </aside>
      </div>
    </Page>
  );
}
