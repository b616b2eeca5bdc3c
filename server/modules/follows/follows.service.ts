import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import { Database, KeysetPage, type Order, type Page, type PageRequest, sql } from '../../platform/database/index.js';
import { badInput, notFound } from '../../platform/errors/index.js';
import { fromGlobalId } from '../../platform/graphql/index.js';
import { Realtime } from '../../platform/realtime/index.js';
import { userColumns, type UserRecord } from '../users/index.js';

const USER_NOT_FOUND = 'There is no such person.';

/** The two sides of a follow: whose list it is, and who stands in it. */
const SIDES = {
  followers: { of: sql`f.followee_id`, who: sql`f.follower_id` },
  following: { of: sql`f.follower_id`, who: sql`f.followee_id` },
} as const;
export type Side = keyof typeof SIDES;

type Listed = UserRecord & { of: string; since: string };

const newest = (side: Side): Order<Listed> => ({
  name: side,
  keys: [
    { column: sql`f.created_at`, type: 'time', direction: 'DESC' },
    { column: SIDES[side].who, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (user) => [user.since, user.id],
});

@Injectable()
export class FollowsService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Twice is once.
   * @returns the uuid of whom it is about
   * @throws AppError NOT_FOUND when there is no such person, BAD_USER_INPUT for oneself.
   */
  async set(viewer: Viewer, userId: string, following: boolean): Promise<string> {
    const id = fromGlobalId(userId);
    if (id?.type !== 'user') throw notFound(USER_NOT_FOUND);
    if (id.uuid === viewer.id) throw badInput([{ path: 'input.userId', message: 'You can’t follow yourself.' }]);
    const change = following
      ? sql`insert into follows (follower_id, followee_id) select ${viewer.id}, id from u on conflict do nothing returning 1`
      : sql`delete from follows using u where follower_id = ${viewer.id} and followee_id = u.id returning 1`;
    const [user] = await this.database.write(
      sql<{ changed: boolean }>`
        with u as (select id from users where id = ${id.uuid}), changed as (${change})
        select exists (select from changed) as changed from u`,
      viewer.request,
    );
    if (user === undefined) throw notFound(USER_NOT_FOUND);
    if (following && user.changed)
      await this.realtime.publish('user.followed', { followerId: viewer.id, followeeId: id.uuid });
    return id.uuid;
  }

  /** The same page of each person's followers or followed, the newest follow first, in the order of the ids. */
  async list(side: Side, userIds: readonly string[], request: PageRequest): Promise<Page<UserRecord>[]> {
    const { of, who } = SIDES[side];
    const page = new KeysetPage(request, newest(side));
    const rows = await this.database.rows(sql<Listed>`
      select k.id as "of", f.created_at as since, ${userColumns} from unnest(${userIds}::uuid[]) as k (id)
      cross join lateral (
        select * from follows f where ${of} = k.id${page.where} order by ${page.orderBy} limit ${page.limit}) f
      join users u on u.id = ${who} order by ${page.orderBy}`);
    return userIds.map((id) => page.of(rows.filter((row) => row.of === id)));
  }

  /** Which of these people the viewer follows. */
  async followedAmong(viewer: Pick<Viewer, 'id'>, userIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows(
      sql<{ id: string }>`
        select followee_id as id from follows where follower_id = ${viewer.id} and followee_id = any(${userIds}::uuid[])`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Writers with the most followers whom the viewer does not follow. */
  suggested(viewer: Pick<Viewer, 'id' | 'request'>, count: number): Promise<UserRecord[]> {
    // `offset 0`: each of those whom the viewer follows is looked up by its key, however many they are.
    return this.database.longRead(
      sql<UserRecord>`
      select ${userColumns} from users u
      where u.post_count > 0 and u.id <> ${viewer.id} and u.suspended_at is null
        and not exists (select from follows f where f.follower_id = ${viewer.id} and f.followee_id = u.id offset 0)
      order by u.follower_count desc, u.id desc limit ${count}`,
      viewer.request,
    );
  }
}
