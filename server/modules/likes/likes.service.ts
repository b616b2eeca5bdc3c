import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import {
  Database,
  KeysetPage,
  type Order,
  type Page,
  type PageRequest,
  sql,
  walkThrough,
} from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { fromGlobalId } from '../../platform/graphql/index.js';
import { Realtime } from '../../platform/realtime/index.js';
import { POST_NOT_FOUND, postColumns, type PostFields, type PostRecord } from '../posts/index.js';

type Liked = PostRecord & { likedAt: string };

const NEWEST: Order<Liked> = {
  name: 'likes',
  keys: [
    { column: sql`l.created_at`, type: 'time', direction: 'DESC' },
    { column: sql`l.post_id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.likedAt, post.id],
};

@Injectable()
export class LikesService {
  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  /**
   * Twice is once. The story's row is locked first, as by everything that changes its counters.
   * @returns the story's uuid
   * @throws AppError NOT_FOUND when the story is not public.
   */
  async set(viewer: Viewer, postId: string, liked: boolean): Promise<string> {
    const id = fromGlobalId(postId);
    if (id?.type !== 'post') throw notFound(POST_NOT_FOUND);
    const change = liked
      ? sql`insert into likes (user_id, post_id) select ${viewer.id}, id from p on conflict do nothing returning 1`
      : sql`delete from likes using p where user_id = ${viewer.id} and post_id = p.id returning 1`;
    const [post] = await this.database.write(
      sql<{ changed: boolean }>`
        with p as (select id from posts where id = ${id.uuid} and status = 'PUBLISHED' for no key update),
          changed as (${change})
        select exists (select from changed) as changed from p`,
      viewer.request,
    );
    if (post === undefined) throw notFound(POST_NOT_FOUND);
    if (liked && post.changed) await this.realtime.publish('post.liked', { postId: id.uuid, userId: viewer.id });
    return id.uuid;
  }

  /** What the viewer likes, the last liked first; stories that are no longer public are left out. */
  async list(
    viewer: Pick<Viewer, 'id' | 'request'>,
    request: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, NEWEST);
    const all = sql`select * from likes l where l.user_id = ${viewer.id}${page.where} order by ${page.orderBy}`;
    const walk = walkThrough<Liked>(
      all,
      (likes, isWhole) => sql<Liked & { isWhole: boolean }>`
        select l.created_at as "likedAt", ${isWhole}, ${postColumns[fields]}
        from (${likes}) l join posts p on p.id = l.post_id
        where p.status = 'PUBLISHED' order by ${page.orderBy} limit ${page.limit}`,
    );
    return page.of(await this.database.walk(walk, (rows) => page.isFilledBy(rows), viewer.request));
  }

  /** Which of these stories the viewer likes. */
  async likedAmong(viewer: Pick<Viewer, 'id'>, postIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows(
      sql<{ id: string }>`
        select post_id as id from likes where user_id = ${viewer.id} and post_id = any(${postIds}::uuid[])`,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
