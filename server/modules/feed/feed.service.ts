import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import {
  Database,
  KeysetPage,
  literal,
  type Order,
  type Page,
  type PageRequest,
  type Sql,
  sql,
} from '../../platform/database/index.js';
import { LIMITS } from '../../platform/limits.js';
import { postColumns, type PostFields, type PostRecord } from '../posts/index.js';

const NEWEST: Order<PostRecord> = {
  name: 'feed',
  keys: [
    { column: sql`p.published_at`, type: 'time', direction: 'DESC' },
    { column: sql`p.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.publishedAt!, post.id],
};

/** From so many on, the newest stories of all are walked first. */
const MANY = 50;

@Injectable()
export class FeedService {
  constructor(private readonly database: Database) {}

  /**
   * Stories of those the viewer follows, newest first, in one of two ways (docs/adr/0013-the-feed.md). For who follows few, each
   * writer's own newest are merged; for who follows many, the newest of all stories are walked until the page is full, and
   * merged in a long read where the walk does not fill it. `offset 0` has each writer looked up as the walk comes by, not all
   * who are followed gathered before it.
   */
  async list(
    viewer: Pick<Viewer, 'id' | 'request'>,
    request: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, NEWEST);
    const follows = sql`select f.followee_id from follows f where f.follower_id = ${viewer.id}`;
    const followsMany = sql`(select count(*) from (${follows} limit ${literal(MANY)}) f) = ${literal(MANY)}`;
    const stories = (ids: Sql, isWhole: Sql) => sql<PostRecord & { isWhole: boolean }>`
      select ${postColumns[fields]}, ${isWhole} as "isWhole" from (
        select p.id from (${ids}) p order by ${page.orderBy} limit ${page.limit}) n
      join posts p on p.id = n.id order by ${page.orderBy}`;
    const walked = sql`
      select p.id, p.published_at from (
        select p.id, p.published_at, p.author_id from posts p where p.status = 'PUBLISHED'${page.where}
        order by ${page.orderBy} limit case when ${followsMany} then ${literal(LIMITS.process.rowsOfRead)} else 0 end) p
      where exists (${follows} and f.followee_id = p.author_id offset 0)
      order by ${page.orderBy} limit ${page.limit}`;
    const mergedFrom = (writers: Sql) => sql`
      select p.id, p.published_at from (${writers}) f
      cross join lateral (
        select p.id, p.published_at from posts p
        where p.status = 'PUBLISHED' and p.author_id = f.followee_id${page.where}
        order by ${page.orderBy} limit ${page.limit}) p`;
    const rows = await this.database.walk<PostRecord>(
      {
        bounded: stories(
          sql`(${walked}) union all (${mergedFrom(sql`${follows} and not ${followsMany}`)})`,
          sql`not ${followsMany}`,
        ),
        beyond: sql`${follows} offset ${literal(MANY - 1)} limit 1`,
        whole: stories(mergedFrom(follows), sql`true`),
      },
      (rows) => page.isFilledBy(rows),
      viewer.request,
    );
    return page.of(rows);
  }
}
