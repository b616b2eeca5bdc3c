import { Injectable } from '@nestjs/common';
import { Cache, isListOf } from '../../platform/cache/index.js';
import type { Cancellation } from '../../platform/cancellation.js';
import { Database, KeysetPage, type Order, type Page, sql } from '../../platform/database/index.js';
import { RENDERING } from '../../platform/markdown/index.js';
import { postColumns, type PostRecord, slugIn, tagSlug } from '../posts/index.js';
import { userColumns, userJson, usernameOf, type UserRecord } from '../users/index.js';

/** Of the 50,000 addresses that the protocol allows: a part is made in memory. */
const SITEMAP_PART = 10_000;
export const SITEMAP_SECONDS = 3_600;

const NEWEST: Order<PostRecord> = {
  name: 'syndication',
  keys: [
    { column: sql`p.published_at`, type: 'time', direction: 'DESC' },
    { column: sql`p.id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.publishedAt!, post.id],
};

/** In the order of the index of a tag's stories. */
const NEWEST_TAGGED: Order<PostRecord> = {
  name: 'syndication:tag',
  keys: [
    { column: sql`x.published_at`, type: 'time', direction: 'DESC' },
    { column: sql`x.post_id`, type: 'uuid', direction: 'DESC' },
  ],
  valuesOf: (post) => [post.publishedAt!, post.id],
};

export interface TagInFeed {
  id: string;
  slug: string;
  name: string;
}

const postsWithAuthor = sql`posts p join users u on u.id = p.author_id`;
/** What leaves for the outside: published, by somebody who may still write. */
const isOut = sql`p.status = 'PUBLISHED' and u.suspended_at is null`;
const isWriter = (username: string) => sql`u.username = ${usernameOf(username) ?? ''} and u.suspended_at is null`;
const columns = postColumns.card;
const withHtml = sql`${columns}, case when p.rendering < ${RENDERING} then p.body end as body, p.body_html as "bodyHtml", p.rendering`;

/** What a sitemap lists, each in the order of its ids: an index has them, and what is new comes last. */
const LISTED = {
  post: { id: sql`p.id`, name: sql`p.slug`, changed: sql`p.updated_at`, rows: sql`${postsWithAuthor} where ${isOut}` },
  user: {
    id: sql`u.id`,
    name: sql`u.username`,
    changed: sql`null::timestamptz`,
    rows: sql`users u where u.post_count > 0 and u.suspended_at is null`,
  },
  tag: {
    id: sql`t.id`,
    name: sql`t.slug`,
    changed: sql`null::timestamptz`,
    rows: sql`tags t where t.post_count > 0 and exists (
      select from post_tags x join posts p on p.id = x.post_id join users u on u.id = p.author_id
      where x.tag_id = t.id and ${isOut})`,
  },
};
type Listed = keyof typeof LISTED;
export const isListed = (kind: string): kind is Listed => Object.hasOwn(LISTED, kind);

interface ListedRow {
  /** A slug or a username. */
  name: string;
  changed: string | null;
}

/**
 * What the outside may have of stories and people, one statement each. What is large is read over the pool, where it ends
 * when nobody waits for it.
 */
@Injectable()
export class SyndicationReader {
  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
  ) {}

  /** What is made of the newest stories with their HTML. @throws AppError BAD_USER_INPUT for a cursor of another list. */
  newest<Made>(
    after: string | undefined,
    request: Cancellation,
    make: (stories: Page<PostRecord>) => Made,
    name: string,
  ): Promise<Made> {
    const page = new KeysetPage({ after: after ?? null }, NEWEST);
    return this.database.longRead(
      sql<PostRecord>`
        select ${withHtml} from ${postsWithAuthor} where ${isOut}${page.where} order by ${page.orderBy} limit ${page.limit}`,
      request,
      { name, of: (rows) => make(page.of(rows)) },
    );
  }

  /** The same of one writer, with or without capitals; undefined when there is none. */
  async newestOf<Made>(
    username: string,
    after: string | undefined,
    request: Cancellation,
    make: (writer: UserRecord, stories: Page<PostRecord>) => Made,
    name: string,
  ): Promise<Made | undefined> {
    const page = new KeysetPage({ after: after ?? null }, NEWEST);
    // A writer without stories is one row without a story.
    return this.database.longRead(
      sql<(PostRecord | (Omit<PostRecord, 'id'> & { id: null })) & { writer: UserRecord }>`
        select ${withHtml}, ${userJson} as writer from users u left join lateral (
          select p.* from posts p where p.author_id = u.id and p.status = 'PUBLISHED'${page.where}
          order by ${page.orderBy} limit ${page.limit}) p on true
        where ${isWriter(username)} order by ${page.orderBy}`,
      request,
      { name, of: (rows) => rows[0] && make(rows[0].writer, page.of(rows.filter((row) => row.id !== null))) },
    );
  }

  /** The same of a tag, by its slug or name; undefined when no public story has it. */
  async newestWith<Made>(
    tag: string,
    after: string | undefined,
    request: Cancellation,
    make: (tag: TagInFeed, stories: Page<PostRecord>) => Made,
    name: string,
  ): Promise<Made | undefined> {
    const page = new KeysetPage({ after: after ?? null }, NEWEST_TAGGED);
    const slug = tagSlug(tag);
    if (slug === undefined) return undefined;
    // A tag whose page is empty is one row without a story.
    return this.database.longRead(
      sql<(PostRecord | (Omit<PostRecord, 'id'> & { id: null })) & { tag: TagInFeed }>`
        select ${withHtml}, json_build_object('id', g.id, 'slug', g.slug, 'name', g.name) as tag
        from tags g left join lateral (
          select p.* from post_tags x join posts p on p.id = x.post_id join users u on u.id = p.author_id
          where x.tag_id = g.id and x.published_at is not null and u.suspended_at is null${page.where}
          order by ${page.orderBy} limit ${page.limit}) p on true
        where g.slug = ${slug} and g.post_count > 0 order by p.published_at desc, p.id desc`,
      request,
      { name, of: (rows) => rows[0] && make(rows[0].tag, page.of(rows.filter((row) => row.id !== null))) },
    );
  }

  /** A published story, for its head. */
  async findStory(text: string): Promise<PostRecord | undefined> {
    const slug = slugIn(text);
    if (slug === undefined) return undefined;
    return this.database.first(
      sql<PostRecord>`select ${columns} from ${postsWithAuthor} where p.slug = ${slug} and ${isOut}`,
    );
  }

  /** A tag of public stories, by its slug or name. */
  async findTag(name: string): Promise<TagInFeed | undefined> {
    const slug = tagSlug(name);
    if (slug === undefined) return undefined;
    return this.database.first(sql<TagInFeed>`select id, slug, name from tags where slug = ${slug} and post_count > 0`);
  }

  findWriter(username: string): Promise<UserRecord | undefined> {
    return this.database.first(sql<UserRecord>`select ${userColumns} from users u where ${isWriter(username)}`);
  }

  /** The first id of each part of the sitemap, as it was within the hour: to count the stories off goes through all of them. */
  sitemapParts(): Promise<{ kind: Listed; id: string }[]> {
    const firsts = Object.entries(LISTED).map(
      ([kind, { id, rows }]) => sql`
        select ${kind}::text as kind, s.id from (select ${id}, row_number() over (order by ${id}) as place from ${rows}) s
        where s.place % ${SITEMAP_PART} = 1`,
    );
    const all = firsts.reduce((one, other) => sql`${one} union all ${other}`);
    return this.cache.remember(
      'v1:syndication:sitemapParts',
      SITEMAP_SECONDS,
      () => this.database.longRead(sql<{ kind: Listed; id: string }>`${all} order by kind, id`),
      isListOf('kind', 'id'),
    );
  }

  /** The part that begins with this id. */
  sitemapPart(kind: Listed, from: string, request: Cancellation): Promise<ListedRow[]> {
    const { id, name, changed, rows } = LISTED[kind];
    return this.database.longRead(
      sql<ListedRow>`
        select ${name} as name, ${changed} as changed from ${rows} and ${id} >= ${from}::uuid
        order by ${id} limit ${SITEMAP_PART}`,
      request,
    );
  }
}
