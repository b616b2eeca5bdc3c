import { useQuery } from '@apollo/client/react';
import {
  AtSign,
  Bell,
  Check,
  EyeOff,
  Heart,
  type LucideIcon,
  MessageCircle,
  Reply,
  Undo2,
  UserPlus,
} from 'lucide-react';
import { useCallback, useRef } from 'react';
import { Link, Navigate } from '../lib/router.js';
import { Around, around } from '../features/around/Around.js';
import { excerptOf } from '../features/notifications/excerpt.js';
import { grouped } from '../features/notifications/group.js';
import { badgeOf, useUnreadCount } from '../features/notifications/unread.js';
import { useMarkAll } from '../features/notifications/use-mark-all.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { LoadMore } from '../features/stories/LoadMore.js';
import { graphql, type DocumentType } from '../graphql/generated/index.js';
import { fetchPage } from '../graphql/fetch-page.js';
import { fetchNews } from '../graphql/fetch-news.js';
import { longDate, shortDate, timeAgo } from '../lib/dates.js';
import { counted } from '../lib/text.js';
import { useFetchPolicy } from '../lib/fresh.js';
import { groupBy } from '../lib/group-by.js';
import { Avatar } from '../ui/Avatar.js';
import { Empty } from '../ui/Empty.js';
import { Page } from '../ui/Page.js';
import { Bar, useWait, Waiting } from '../ui/Skeleton.js';
import { Trouble } from '../ui/Trouble.js';

const NotificationsPageQuery = graphql(`
  query NotificationsPage($first: Int, $after: String, $last: Int, $before: String) {
    viewer {
      notifications(first: $first, after: $after, last: $last, before: $before) {
        edges {
          cursor
          node {
            id
            kind
            reason
            readAt
            createdAt
            actor {
              id
              username
              name
            }
            post {
              id
              slug
              title
            }
            comment {
              id
              bodyHtml
            }
          }
        }
        pageInfo {
          hasPreviousPage
          hasNextPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

type Note = NonNullable<
  DocumentType<typeof NotificationsPageQuery>['viewer']
>['notifications']['edges'][number]['node'];

const first = 30;

const icons: Record<string, LucideIcon> = {
  COMMENT: MessageCircle,
  REPLY: Reply,
  LIKE: Heart,
  FOLLOW: UserPlus,
  MENTION: AtSign,
  REMOVAL: EyeOff,
  RESTORATION: Undo2,
};

const dayOf = (iso: string): string => new Date(iso).toDateString();

function dayName(iso: string): string {
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (dayOf(iso) === today.toDateString()) return 'Today';
  if (dayOf(iso) === yesterday.toDateString()) return 'Yesterday';
  return shortDate(iso);
}

const newest = { query: NotificationsPageQuery, variables: { first } };

export const queries = () => [newest, ...around()];

export default function NotificationsPage() {
  const guest = useSessionState().status === 'guest';
  const { data, error, refetch, client } = useQuery(newest.query, {
    variables: newest.variables,
    fetchPolicy: useFetchPolicy(),
    nextFetchPolicy: 'cache-first',
    skip: guest,
  });
  const retry = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const wait = useWait(!data && !error && !guest);
  const notes = wait === 'no' ? data?.viewer?.notifications : undefined;
  const unread = useUnreadCount(() => {
    if (!notes) return;
    // On top of what is listed, all of which stays.
    const fetch = (before: string) =>
      fetchPage(client, NotificationsPageQuery, { last: first, before }).then(
        (page) => page?.viewer?.notifications.pageInfo,
      );
    fetchNews(notes.pageInfo.startCursor, fetch, refetch).catch(() => undefined);
  });
  const title = useRef<HTMLHeadingElement>(null);
  const { looks, isPending, markAll } = useMarkAll((notes?.edges ?? []).map(({ node }) => node));

  if (guest || (data && !data.viewer)) return <Navigate to="/login?next=%2Fnotifications" replace />;

  const days = groupBy(grouped(looks, dayOf), (group) => dayName(group[0]!.createdAt));
  const anyNew = looks.some(({ readAt }) => readAt === null) || (unread > 0 && !isPending);

  return (
    <Page
      title={unread > 0 && !isPending ? `Notifications (${badgeOf(unread)})` : 'Notifications'}
      busy={wait !== 'no'}
      beside={<Around />}
    >
      <header className="masthead notes-head">
        <h1 className="title" ref={title} tabIndex={-1}>
          Notifications
        </h1>
        {/* Its room is always there: a notification that comes pushes nothing. */}
        <button
          className="btn quiet sm"
          type="button"
          style={{ visibility: anyNew && looks.length > 0 ? undefined : 'hidden' }}
          onClick={() => (markAll(), title.current?.focus())}
        >
          <Check className="icon" aria-hidden="true" />
          Mark all as read
        </button>
      </header>
      <div className="panel">
        <Waiting wait={wait} label="Loading your notifications">
          <Bar width="70%" height="2.5rem" />
          <Bar width="60%" height="2.5rem" />
          <Bar width="65%" height="2.5rem" />
        </Waiting>
        {wait === 'no' && !data && error && (
          <Trouble title="Couldn’t load notifications" error={error} onRetry={retry} />
        )}
        {notes?.edges.length === 0 && (
          <Empty icon={Bell} title="No notifications yet">
            <p>When someone follows you, likes your story or replies to you, you see it here.</p>
          </Empty>
        )}
        {[...days].map(([day, groups]) => (
          <section key={day} className="day" aria-label={day}>
            <h2 className="head3 muted">{day}</h2>
            <ul className="notes">
              {groups.map((group) => (
                <NoteRow key={group[0]!.id} group={group} />
              ))}
            </ul>
          </section>
        ))}
        {notes && (
          <LoadMore
            name="Older notifications"
            counted={['more notification', 'more notifications']}
            items=".notes .what a"
            shown={notes.edges.length}
            hasMore={notes.pageInfo.hasNextPage}
            load={() => fetchPage(client, NotificationsPageQuery, { first, after: notes.pageInfo.endCursor })}
          />
        )}
      </div>
    </Page>
  );
}

const doings: Record<string, string> = {
  COMMENT: 'commented on',
  REPLY: 'replied to you on',
  MENTION: 'mentioned you in',
  LIKE: 'liked',
  FOLLOW: 'follows you',
};

/** What moderators did with what the viewer wrote: nobody is named. */
function moderated(kind: string, isComment: boolean): string {
  const what = isComment ? 'your comment on' : 'your story';
  return kind === 'REMOVAL' ? `A moderator removed ${what}` : `A moderator restored ${what}`;
}

function NoteRow({ group }: { group: readonly Note[] }) {
  const [note] = group as [Note, ...Note[]];
  const { kind, actor, post, comment, reason, readAt, createdAt } = note;
  const said = comment && reason === null ? excerptOf(comment.bodyHtml, 160) : undefined;
  const Icon = icons[kind] ?? Bell;
  const others = new Set(group.map((one) => one.actor?.id)).size - 1;
  const where = post
    ? `/stories/${post.slug}${comment ? `#${comment.id}` : ''}`
    : actor
      ? `/@${actor.username}`
      : '/notifications';
  return (
    <li className={readAt === null ? 'new' : undefined}>
      <span className="pic">
        {actor ? <Avatar username={actor.username} /> : <span className="avatar" aria-hidden="true" />}
        <Icon className="icon" aria-hidden="true" />
      </span>
      <div className="what">
        <Link to={where}>
          {readAt === null && <span className="vh">New: </span>}
          {actor ? (
            <>
              <b dir="auto">{actor.name}</b>
              <span>{others > 0 && ` and ${counted(others, 'other')}`}</span>{' '}
              <span>{kind === 'FOLLOW' && others > 0 ? 'follow you' : doings[kind]}</span>
            </>
          ) : (
            <span>{moderated(kind, comment !== null)}</span>
          )}
          {post && (
            <>
              {' '}
              <cite dir="auto">{post.title}</cite>
            </>
          )}
        </Link>
        {reason !== null && (
          <p className="small muted" dir="auto">
            {reason}
          </p>
        )}
        {said && <q dir="auto">{said}</q>}
      </div>
      <time dateTime={createdAt} title={longDate(createdAt)}>
        {timeAgo(createdAt)}
      </time>
    </li>
  );
}
