import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import { Database, KeysetPage, type Order, type Page, type PageRequest, sql } from '../../platform/database/index.js';
import { postColumns, type PostFields, type PostRecord } from '../posts/index.js';

const NEWEST: Order<PostRecord> = {
  name: 'feed',
  keys: [
    { column: sql`p.published_at`, type: 'time', direction: 'DESC' },
    { column: sql`p.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.publishedAt!, post.id],
};

@Injectable()
export class FeedService {
  constructor(private readonly database: Database) {}

  /**
   * Stories of those the viewer follows, newest first: one statement with two ways (docs/adr/0013-the-feed.md). For who
   * follows many, the newest thousand of all stories are walked until the page is full; for who follows few, and where it
   * does not fill, each writer's own newest are merged. `offset 0` has each writer looked up as the walk comes by, not all
   * who are followed gathered before it.
   */
  async list(viewer: Pick<Viewer, 'id'>, request: PageRequest, fields: PostFields): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, NEWEST);
    return page.of(
      await this.database.rows(sql<PostRecord>`
        with walked as materialized (
          select p.id, p.published_at from (
            select p.id, p.published_at, p.author_id from posts p where p.status = 'PUBLISHED'${page.where}
            order by ${page.orderBy} limit case when (
              select count(*) from (select from follows f where f.follower_id = ${viewer.id} limit 50) f) = 50 then 1000 else 0 end) p
          where exists (
            select from follows f where f.follower_id = ${viewer.id} and f.followee_id = p.author_id offset 0)
          order by ${page.orderBy} limit ${page.limit}),
        merged as (
          select p.id, p.published_at from follows f
          cross join lateral (
            select p.id, p.published_at from posts p
            where p.status = 'PUBLISHED' and p.author_id = f.followee_id${page.where}
            order by ${page.orderBy} limit ${page.limit}) p
          where f.follower_id = ${viewer.id} and (select count(*) from walked) < ${page.limit}
          order by ${page.orderBy} limit ${page.limit})
        select ${postColumns[fields]} from (
          select p.id from (select * from walked union select * from merged) p order by ${page.orderBy} limit ${page.limit}) n
        join posts p on p.id = n.id order by ${page.orderBy}`),
    );
  }
}
