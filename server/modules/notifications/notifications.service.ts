import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import {
  Database,
  KeysetPage,
  noSql,
  type Order,
  type Page,
  type PageRequest,
  type Sql,
  sql,
  SWEEP_BATCH,
  Sweeper,
  unprepared,
  walkThrough,
} from '../../platform/database/index.js';
import {
  currentAmong,
  currentNotifications,
  notificationColumns,
  type NotificationRecord,
} from './notification.record.js';

const NEWEST: Order<NotificationRecord> = {
  name: 'notifications',
  keys: [
    { column: sql`n.created_at`, type: 'time', direction: 'DESC' },
    { column: sql`n.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (notification) => [notification.createdAt, notification.id],
};

/** Nobody reads further than "99+". */
const MOST_COUNTED = 100;
const MARKED_AT_ONCE = 2_000;

type NotableEvent =
  | { commentId: string }
  | { editedCommentId: string }
  | { likedPostId: string; by: string }
  | { followedId: string; by: string }
  | { moderationId: string };

function aboutEvent(event: NotableEvent): Sql {
  if ('commentId' in event) return sql`n.comment_id = ${event.commentId}`;
  if ('editedCommentId' in event)
    return sql`n.comment_id = ${event.editedCommentId} and exists (
      select from comments c where c.id = n.comment_id and c.edited_at <= n.created_at)`;
  if ('likedPostId' in event)
    return sql`n.kind = 'LIKE' and n.post_id = ${event.likedPostId} and n.actor_id = ${event.by} and exists (
      select from likes l where l.post_id = n.post_id and l.user_id = n.actor_id and l.created_at <= n.created_at)`;
  if ('moderationId' in event) return sql`n.id = ${event.moderationId}`;
  return sql`n.kind = 'FOLLOW' and n.user_id = ${event.followedId} and n.actor_id = ${event.by} and exists (
    select from follows f
    where f.followee_id = n.user_id and f.follower_id = n.actor_id and f.created_at <= n.created_at)`;
}

/** What people are told. The rows are written by the database itself: see the migration that makes the table. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly database: Database,
    sweeper: Sweeper,
  ) {
    sweeper.add(sql`
      delete from notifications where id in (
        select id from notifications where created_at < now() - interval '1 year'
        limit ${SWEEP_BATCH} for update skip locked)
      returning id`);
  }

  async list(
    viewer: Pick<Viewer, 'id' | 'request'>,
    request: PageRequest,
    unreadOnly: boolean,
  ): Promise<Page<NotificationRecord>> {
    const page = new KeysetPage(request, NEWEST);
    const isUnread = unreadOnly ? unprepared(sql` and n.read_at is null`) : noSql;
    const all = sql`
      select * from notifications n where n.user_id = ${viewer.id} and n.is_current${isUnread}${page.where}
      order by ${page.orderBy}`;
    const walk = walkThrough<NotificationRecord>(
      all,
      (some, isWhole) => sql<NotificationRecord & { isWhole: boolean }>`
        select ${notificationColumns}, ${isWhole} from ${currentAmong(sql`(${some})`)} order by ${page.orderBy} limit ${page.limit}`,
    );
    return page.of(await this.database.walk(walk, (rows) => page.isFilledBy(rows), viewer.request));
  }

  /** At most 100 are counted. */
  async countUnread(viewer: Pick<Viewer, 'id' | 'request'>): Promise<number> {
    const unread = sql`
      select * from notifications n where n.user_id = ${viewer.id} and n.is_current and n.read_at is null
      order by n.created_at desc, n.id desc`;
    const walk = walkThrough<{ count: number }>(
      unread,
      (some, isWhole) => sql<{ count: number; isWhole: boolean }>`
        select count(*), ${isWhole} from (select from ${currentAmong(sql`(${some})`)} limit ${MOST_COUNTED}) n`,
    );
    const [row] = await this.database.walk(walk, ([row]) => row!.count === MOST_COUNTED, viewer.request);
    return row!.count;
  }

  /** So many at a time that however many there are, what is marked stays marked. Twice is once. */
  async markRead(viewer: Viewer, upTo: string): Promise<void> {
    let seen: number;
    do {
      const [row] = await this.database.write(
        sql<{ seen: number }>`
          with unread as materialized (
            select id from notifications
            where user_id = ${viewer.id} and is_current and read_at is null and created_at <= ${upTo}
            order by created_at desc, id desc limit ${MARKED_AT_ONCE}),
          marked as (
            update notifications n set read_at = clock_timestamp() from unread
            where n.id = unread.id and n.read_at is null)
          select count(*) as seen from unread`,
        viewer.request,
      );
      ({ seen } = row!);
    } while (seen === MARKED_AT_ONCE);
  }

  findOwn(viewer: Pick<Viewer, 'id'>, ids: readonly string[]): Promise<NotificationRecord[]> {
    return this.database.rows(sql<NotificationRecord>`
      select ${notificationColumns} from ${currentNotifications}
        and n.user_id = ${viewer.id} and n.id = any(${ids}::uuid[])`);
  }

  /**
   * Those just written for one event, for all who are told of it. A like or follow that was taken back and done again is
   * newer than its notification, and a comment that was changed newer than those of before: whoever it concerns was told
   * already.
   */
  findNew(event: NotableEvent) {
    return this.database.rows(sql<NotificationRecord>`
      select ${notificationColumns} from ${currentNotifications}
        and ${aboutEvent(event)} and n.read_at is null and n.created_at > now() - interval '1 minute'`);
  }
}
