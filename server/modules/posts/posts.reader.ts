import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../platform/auth/index.js';
import type { Cancellation } from '../../platform/cancellation.js';
import {
  Database,
  KeysetPage,
  noSql,
  type Order,
  type Page,
  type PageRequest,
  type Sql,
  sql,
  unprepared,
} from '../../platform/database/index.js';
import { uuidOfEnding } from '../../platform/graphql/index.js';
import { usernameOf } from '../users/index.js';
import { ownPlace, type PlaceRecord } from './place.record.js';
import { canSee } from './post.policy.js';
import { postColumns, type PostFields, type PostRecord, wholePostColumns } from './post.record.js';
import { within } from './map-bounds.js';
import type { PostFilter, PostOrder } from './post.type.js';
import { slugIn } from './slug.js';
import { tagSlug } from './tag-names.js';

const byPublication = (direction: 'ASC' | 'DESC', time: Sql, id: Sql): Order<PostRecord> => ({
  name: `published:${direction}`,
  keys: [
    { column: direction === 'DESC' ? time : unprepared(time), type: 'time', direction },
    { column: id, type: 'uuid', direction },
  ],
  valuesOf: (post) => [post.publishedAt!, post.id],
});

const byCount = (
  name: string,
  column: Sql,
  direction: 'ASC' | 'DESC',
  countOf: (post: PostRecord) => number,
): Order<PostRecord> => ({
  name: `${name}:${direction}`,
  keys: [
    { column: unprepared(column), type: 'count', direction },
    { column: sql`p.id`, type: 'uuid', direction },
  ],
  valuesOf: (post) => [countOf(post), post.id],
});

/** `indexed` is false where an index over all stories would only be gone through for those of one writer: `+ 0` is in none. */
function orderOf(field: PostOrder['field'], direction: PostOrder['direction'], indexed: boolean): Order<PostRecord> {
  const plus = indexed ? noSql : sql` + 0`;
  switch (field) {
    case 'LIKES':
      return byCount('likes', sql`(p.like_count${plus})`, direction, ({ likeCount }) => likeCount);
    case 'COMMENTS':
      return byCount('comments', sql`(p.comment_count${plus})`, direction, ({ commentCount }) => commentCount);
    case 'PUBLISHED_AT':
      return byPublication(direction, sql`p.published_at`, sql`p.id`);
  }
}

const DRAFTS: Order<PostRecord> = {
  name: 'drafts',
  keys: [
    { column: sql`p.updated_at`, type: 'time', direction: 'DESC' },
    { column: sql`p.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.updatedAt, post.id],
};

/**
 * Every way a story is read: one statement each, and never more than the viewer may see. `fields` are
 * what is requested of a list.
 */
@Injectable()
export class PostsReader {
  constructor(private readonly database: Database) {}

  /** Published stories, newest first unless told otherwise. */
  async list(
    asked: PageRequest,
    fields: PostFields,
    filter?: PostFilter | null,
    orderBy?: PostOrder | null,
    request?: Cancellation,
  ): Promise<Page<PostRecord>> {
    const { field = 'PUBLISHED_AT', direction = 'DESC' } = orderBy ?? {};
    const { tag, tags, authorUsername, bounds, countryCode, publishedAfter, publishedBefore } = filter ?? {};
    const taggedWith = [...(tag == null ? [] : [tag]), ...(tags ?? [])].map(tagId);
    const where = [
      ...(authorUsername == null ? [] : [isBy(authorUsername)]),
      ...(countryCode == null ? [] : [sql` and p.place_country_code = ${countryCode.toUpperCase()}`]),
      ...(publishedAfter == null ? [] : [sql` and p.published_at >= ${publishedAfter}::timestamptz`]),
      ...(publishedBefore == null ? [] : [sql` and p.published_at < ${publishedBefore}::timestamptz`]),
    ];
    const [onlyTag] = taggedWith;
    if (onlyTag && taggedWith.length === 1 && where.length === 0 && bounds == null && field === 'PUBLISHED_AT')
      return this.tagged(asked, fields, direction, onlyTag);
    const order = orderOf(field, direction, authorUsername == null);
    const filters = where.length === 0 ? noSql : unprepared(where.reduce((one, other) => sql`${one}${other}`));
    const isOfWriter = authorUsername != null && field === 'PUBLISHED_AT';
    if (bounds == null && taggedWith.length === 0 && where.length === (isOfWriter ? 1 : 0))
      return this.page(asked, fields, order, filters);
    // All stories of the writer, or all there are, may be gone through until one that fits is found.
    const tagFilter = taggedWith.reduce(
      (one, id) => sql`${one} and exists (select 1 from post_tags x where x.post_id = p.id and x.tag_id = ${id})`,
      noSql,
    );
    const there =
      bounds == null
        ? noSql
        : sql` and exists (select from map_points m where m.post_id = p.id and ${within(bounds, 'filter.bounds')})`;
    const page = new KeysetPage(asked, order);
    return page.of(
      await this.database.longRead(
        sql<PostRecord>`
          select ${postColumns[fields]} from posts p
          where p.status = 'PUBLISHED'${there}${filters}${tagFilter}${page.where}
          order by ${page.orderBy} limit ${page.limit}`,
        request,
      ),
    );
  }

  /** The same page of each writer's stories, in the order of the ids. */
  async listByAuthors(
    authorIds: readonly string[],
    request: PageRequest,
    fields: PostFields,
  ): Promise<Page<PostRecord>[]> {
    const page = new KeysetPage(request, byPublication('DESC', sql`p.published_at`, sql`p.id`));
    const rows = await this.database.rows(sql<PostRecord & { of: string }>`
      select k.id as "of", ${postColumns[fields]} from unnest(${authorIds}::uuid[]) as k (id)
      cross join lateral (
        select p.id from posts p where p.status = 'PUBLISHED' and p.author_id = k.id${page.where}
        order by ${page.orderBy} limit ${page.limit}) n
      join posts p on p.id = n.id order by ${page.orderBy}`);
    return authorIds.map((id) => page.of(rows.filter((row) => row.of === id)));
  }

  /** The same page of each tag's stories, in the order of the ids. */
  async listByTags(tagIds: readonly string[], request: PageRequest, fields: PostFields): Promise<Page<PostRecord>[]> {
    const page = new KeysetPage(request, byPublication('DESC', sql`x.published_at`, sql`x.post_id`));
    const rows = await this.database.rows(sql<PostRecord & { of: string }>`
      select x.tag_id as "of", ${postColumns[fields]} from unnest(${tagIds}::uuid[]) as k (id)
      cross join lateral (
        select x.tag_id, x.post_id, x.published_at from post_tags x
        where x.tag_id = k.id and x.published_at is not null${page.where}
        order by ${page.orderBy} limit ${page.limit}) x
      join posts p on p.id = x.post_id order by ${page.orderBy}`);
    return tagIds.map((id) => page.of(rows.filter((row) => row.of === id)));
  }

  /** The viewer's own drafts, the last changed first. */
  async listDrafts(viewer: Pick<Viewer, 'id'>, request: PageRequest, fields: PostFields): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, DRAFTS);
    return page.of(
      await this.database.rows(sql<PostRecord>`
        select ${postColumns[fields]} from posts p
        where p.status = 'DRAFT' and p.author_id = ${viewer.id}${page.where} order by ${page.orderBy} limit ${page.limit}`),
    );
  }

  /** A story by its slug, or the viewer's own draft by the end of its id. */
  async findBySlug(viewer: Viewer | undefined, text: string): Promise<PostRecord | undefined> {
    const slug = slugIn(text);
    if (slug === undefined) return undefined;
    const draftId = viewer && uuidOfEnding(slug);
    const post = await this.database.first(
      draftId === undefined
        ? sql<PostRecord>`select ${wholePostColumns} from posts p where p.slug = ${slug}`
        : sql<PostRecord>`select ${wholePostColumns} from posts p where p.slug = ${slug} or p.id = ${draftId}
            order by (p.slug = ${slug}) desc nulls last limit 1`,
    );
    return post && canSee(viewer, post) ? post : undefined;
  }

  async findByIds(ids: readonly string[]): Promise<PostRecord[]> {
    return this.database.rows(
      sql<PostRecord>`select ${wholePostColumns} from posts p where p.id = any(${ids}::uuid[])`,
    );
  }

  /** Where the viewer's stories among these happened, as they gave it. */
  ownPlaces(viewer: Pick<Viewer, 'id'>, ids: readonly string[]): Promise<{ id: string; place: PlaceRecord | null }[]> {
    return this.database.rows(sql<{ id: string; place: PlaceRecord | null }>`
      select p.id, ${ownPlace} as place from posts p where p.id = any(${ids}::uuid[]) and p.author_id = ${viewer.id}`);
  }

  /** The same writer's published stories before and after each of these. */
  neighbours(
    ids: readonly string[],
    fields: PostFields,
  ): Promise<(PostRecord & { of: string; side: 'previous' | 'next' })[]> {
    const column = sql`author_id = me.author_id and status = 'PUBLISHED'`;
    return this.database.rows(sql<PostRecord & { of: string; side: 'previous' | 'next' }>`
      select me.id as "of", n.side, ${postColumns[fields]}
      from posts me
      cross join lateral (
        (select 'previous' as side, id from posts where ${column} and (published_at, id) < (me.published_at, me.id)
          order by published_at desc, id desc limit 1)
        union all
        (select 'next' as side, id from posts where ${column} and (published_at, id) > (me.published_at, me.id)
          order by published_at, id limit 1)) n
      join posts p on p.id = n.id
      where me.id = any(${ids}::uuid[]) and me.published_at is not null`);
  }

  private async page(
    request: PageRequest,
    fields: PostFields,
    order: Order<PostRecord>,
    where: Sql,
  ): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, order);
    return page.of(
      await this.database.rows(sql<PostRecord>`
        select ${postColumns[fields]} from posts p
        where p.status = 'PUBLISHED'${where}${page.where} order by ${page.orderBy} limit ${page.limit}`),
    );
  }

  private async tagged(
    request: PageRequest,
    fields: PostFields,
    direction: 'ASC' | 'DESC',
    tagId: Sql,
  ): Promise<Page<PostRecord>> {
    const page = new KeysetPage(request, byPublication(direction, sql`x.published_at`, sql`x.post_id`));
    return page.of(
      await this.database.rows(sql<PostRecord>`
        select ${postColumns[fields]} from post_tags x join posts p on p.id = x.post_id
        where x.tag_id = ${tagId} and x.published_at is not null${page.where}
        order by ${page.orderBy} limit ${page.limit}`),
    );
  }
}

const tagId = (tag: string): Sql => sql`(select id from tags where slug = ${tagSlug(tag) ?? ''})`;

const isBy = (username: string): Sql =>
  sql` and p.author_id = (select id from users where username = ${usernameOf(username) ?? ''})`;
