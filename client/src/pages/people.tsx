import { useQuery } from '@apollo/client/react';
import { Users } from 'lucide-react';
import { type ComponentType, useCallback } from 'react';
import { Link, useParams } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { PersonRow } from '../features/follows/PersonRow.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { graphql } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import type { PageAddress, PageQuery } from '../graphql/page-query.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';
import NotFoundPage from './not-found.js';

const FollowersQuery = graphql(`
  query FollowersPage($username: String!, $first: Int!, $after: String) {
    user(username: $username) {
      id
      name
      username
      followers(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            ...PersonRow_user
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

const FollowedQuery = graphql(`
  query FollowedPage($username: String!, $first: Int!, $after: String) {
    user(username: $username) {
      id
      name
      username
      following(first: $first, after: $after) {
        edges {
          cursor
          node {
            id
            ...PersonRow_user
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

const first = 30;

const followersOf = (username: string) => ({ query: FollowersQuery, variables: { username, first } });
const followedBy = (username: string) => ({ query: FollowedQuery, variables: { username, first } });

/** A page about somebody; any other first word is no page of ours. */
function peoplePage(List: ComponentType<{ username: string }>, listOf: (username: string) => PageQuery) {
  const usernameOf = ({ handle = '' }: PageAddress['params']) =>
    handle.startsWith('@') ? handle.slice(1).toLowerCase() : undefined;
  function PeoplePage() {
    const username = usernameOf(useParams());
    return username === undefined ? <NotFoundPage /> : <List username={username} />;
  }
  const queries = ({ params }: PageAddress) => {
    const username = usernameOf(params);
    return username === undefined ? [] : [listOf(username), ...around()];
  };
  return { default: PeoplePage, queries };
}

/** Who follows somebody. */
export const followers = peoplePage(Followers, followersOf);
/** Whom somebody follows. */
export const followed = peoplePage(Followed, followedBy);

function Followers({ username }: { username: string }) {
  const { query, variables } = followersOf(username);
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  return (
    <People
      username={username}
      title="Followers"
      known={data && (data.user ? { name: data.user.name, people: data.user.followers } : null)}
      error={error}
      refetch={refetch}
      load={(after) => fetchPage(client, query, { ...variables, after })}
      empty="No followers yet."
    />
  );
}

function Followed({ username }: { username: string }) {
  const { query, variables } = followedBy(username);
  const { data, error, refetch, client } = useQuery(query, {
    variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
  });
  return (
    <People
      username={username}
      title="Following"
      known={data && (data.user ? { name: data.user.name, people: data.user.following } : null)}
      error={error}
      refetch={refetch}
      load={(after) => fetchPage(client, query, { ...variables, after })}
      empty="Not following anyone yet."
    />
  );
}

interface Connection {
  edges: { node: { id: string } & Parameters<typeof PersonRow>[0]['user'] }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface PeopleProps {
  username: string;
  title: string;
  /** Undefined until it is known; null where there is no such person. */
  known: { name: string; people: Connection } | null | undefined;
  error: unknown;
  refetch(): Promise<unknown>;
  load(after: string | null): Promise<unknown>;
  empty: string;
}

function People({ username, title, known, error, refetch, load, empty }: PeopleProps) {
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(known === undefined && !error);
  if (known === null) return <NotFoundPage />;
  const shown = wait === 'no' ? known : undefined;
  return (
    <Page title={shown ? `${title}: ${shown.name}` : title} busy={wait !== 'no'} beside={<Around />}>
      <div className="panel">
        <header className="masthead">
          <h1 className="title">{title}</h1>
          <p className="muted">
            <Link to={`/@${username}`} dir="auto">
              {shown?.name ?? `@${username}`}
            </Link>
          </p>
        </header>
        <Waiting wait={wait} label="Loading people">
          <Bar width="60%" height="2.5rem" />
          <Bar width="60%" height="2.5rem" />
        </Waiting>
        {wait === 'no' && !known && error !== undefined && (
          <Trouble title="Couldn’t load people" error={error} onRetry={retry} />
        )}
        {shown?.people.edges.length === 0 && (
          <Empty icon={Users} title="Nobody here yet">
            <p>{empty}</p>
          </Empty>
        )}
        <ul className="rows">
          {shown?.people.edges.map(({ node }) => (
            <PersonRow key={node.id} user={node} />
          ))}
        </ul>
        {shown && (
          <LoadMore
            name="More people"
            counted={['more person', 'more people']}
            items=".person-row .person"
            shown={shown.people.edges.length}
            hasMore={shown.people.pageInfo.hasNextPage}
            load={() => load(shown.people.pageInfo.endCursor)}
          />
        )}
      </div>
    </Page>
  );
}
