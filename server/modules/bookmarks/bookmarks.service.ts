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
import { POST_NOT_FOUND, postColumns, type PostFields, type PostRecord } from '../posts/index.js';

type Bookmarked = PostRecord & { bookmarkedAt: string };

const NEWEST: Order<Bookmarked> = {
  name: 'bookmarks',
  keys: [
    { column: sql`b.created_at`, type: 'time', direction: 'DESC' },
    { column: sql`b.post_id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.bookmarkedAt, post.id],
};

@Injectable()
export class BookmarksService {
  constructor(private readonly database: Database) {}

  /**
   * Twice is once.
   * @returns the story's uuid
   * @throws AppError NOT_FOUND when the story is not public.
   */
  async set(viewer: Viewer, postId: string, bookmarked: boolean): Promise<string> {
    const id = fromGlobalId(postId);
    if (id?.type !== 'post') throw notFound(POST_NOT_FOUND);
    const change = bookmarked
      ? sql`insert into bookmarks (user_id, post_id) select ${viewer.id}, id from p on conflict do nothing`
      : sql`delete from bookmarks using p where user_id = ${viewer.id} and post_id = p.id`;
    const [post] = await this.database.write(
      sql`
        with p as (select id from posts where id = ${id.uuid} and status = 'PUBLISHED' for key share),
          changed as (${change})
        select 1 from p`,
      viewer.request,
    );
    if (post === undefined) throw notFound(POST_NOT_FOUND);
    return id.uuid;
  }

  /** The viewer's, the last kept first; stories that are public no more are left out. */
  async list(
    viewer: Pick<Viewer, 'id' | 'request'>,
    request: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, NEWEST);
    const all = sql`select * from bookmarks b where b.user_id = ${viewer.id}${page.where} order by ${page.orderBy}`;
    const walk = walkThrough<Bookmarked>(
      all,
      (bookmarks, isWhole) => sql<Bookmarked & { isWhole: boolean }>`
        select b.created_at as "bookmarkedAt", ${isWhole}, ${postColumns[fields]}
        from (${bookmarks}) b join posts p on p.id = b.post_id
        where p.status = 'PUBLISHED' order by ${page.orderBy} limit ${page.limit}`,
    );
    return page.of(await this.database.walk(walk, (rows) => page.isFilledBy(rows), viewer.request));
  }

  /** Which of these stories the viewer has kept. */
  async keptAmong(viewer: Pick<Viewer, 'id'>, postIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows(
      sql<{ id: string }>`
        select post_id as id from bookmarks where user_id = ${viewer.id} and post_id = any(${postIds}::uuid[])`,
    );
    return new Set(rows.map(({ id }) => id));
  }
}
