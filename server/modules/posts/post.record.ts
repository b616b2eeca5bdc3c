import { type Sql, sql, unprepared } from '../../platform/database/index.js';
import { type PlaceRecord, publicPlace } from './place.record.js';
import { type UserRecord, userJson } from '../users/index.js';

export interface PostTagRecord {
  id: string;
  slug: string;
  name: string;
  postCount: number;
}

/** A story as lists read it. Its text, writer, place and tags are there where it is read whole, or a list is asked for them. */
export interface PostRecord {
  id: string;
  slug: string | null;
  title: string;
  excerpt: string;
  body?: string;
  bodyHtml?: string;
  /** By which version of the renderer its HTML was made. */
  rendering?: number;
  status: 'DRAFT' | 'PUBLISHED';
  version: number;
  readingMinutes: number;
  authorId: string;
  author?: UserRecord;
  tags?: PostTagRecord[];
  /** As precisely as others may know it. */
  place?: PlaceRecord | null;
  likeCount: number;
  commentCount: number;
  /** Why a moderator took it from the public; it is a draft since. */
  removedReason: string | null;
  publishedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** How much of the stories of a list is read, each with all that stands before it: author and tags, the place, the texts. */
export type PostFields = 'plain' | 'card' | 'place' | 'text';

/** The columns of `posts p` itself without its texts. */
export const plainColumns = sql`p.id, p.author_id as "authorId", p.slug, p.title, p.excerpt, p.status, p.version,
  p.reading_minutes as "readingMinutes",
  p.like_count as "likeCount", p.comment_count as "commentCount",
  p.removed_reason as "removedReason", p.published_at as "publishedAt", p.created_at as "createdAt",
  p.updated_at as "updatedAt"`;

export const authorColumn = sql`(select ${userJson} from users u where u.id = p.author_id) as author`;

/**
 * `offset 0` has each tag looked up by its key: PostgreSQL would read all tags for each story, which takes four fifths of
 * a list's time.
 */
const tagsColumn = sql`coalesce((select json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', case when t.post_count > 0 then t.name else coalesce(pt.name, t.name) end, 'postCount', t.post_count)
    order by pt.position) from post_tags pt cross join lateral (select * from tags where id = pt.tag_id offset 0) t where pt.post_id = p.id), '[]') as tags`;

const cardColumns = sql`${plainColumns}, ${authorColumn}, ${tagsColumn}`;
const columnsWithPlace = sql`${cardColumns}, ${publicPlace} as place`;

/** All of a PostRecord. */
export const wholePostColumns = sql`${columnsWithPlace}, p.body, p.body_html as "bodyHtml", p.rendering`;

/** The columns of a list. Few ask for the texts of many. */
export const postColumns: Readonly<Record<PostFields, Sql>> = {
  plain: plainColumns,
  card: cardColumns,
  place: columnsWithPlace,
  text: unprepared(wholePostColumns),
};
