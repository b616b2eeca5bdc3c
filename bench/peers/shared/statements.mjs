/** Wander's statements, written out: each peer that brings its own SQL may use these, and so the same indexes. */

const author = `json_build_object('id', u.id, 'username', u.username, 'name', u.name, 'bio', u.bio, 'role', u.role,
  'createdAt', to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'postCount', u.post_count)`;

const tags = `coalesce((select json_agg(json_build_object('id', t.id, 'slug', t.slug,
  'name', case when t.post_count > 0 then t.name else coalesce(pt.name, t.name) end, 'postCount', t.post_count)
  order by pt.position) from post_tags pt cross join lateral (select * from tags where id = pt.tag_id offset 0) t where pt.post_id = p.id), '[]')`;

/** The columns of a story alone. */
export const postColumns = `p.id, p.slug, p.title, p.excerpt, p.status, p.version, p.reading_minutes as "readingMinutes",
  p.published_at as "publishedAt", p.created_at as "createdAt", p.updated_at as "updatedAt"`;

const whole = `${postColumns}, ${author} as author, ${tags} as tags`;
const withAuthor = 'posts p join users u on u.id = p.author_id';

export const PAGE = 20;
const limit = `limit ${PAGE + 1}`;

export const newest = {
  name: 'newest',
  text: `select ${whole} from ${withAuthor} where p.status = 'PUBLISHED' order by p.published_at desc, p.id desc ${limit}`,
};

export const newestAfter = {
  name: 'newest-after',
  text: `select ${whole} from ${withAuthor}
    where p.status = 'PUBLISHED' and (p.published_at, p.id) < ($1::timestamptz, $2::uuid)
    order by p.published_at desc, p.id desc ${limit}`,
};

export const story = {
  name: 'story',
  text: `select ${whole}, p.body, p.body_html as "bodyHtml" from ${withAuthor} where p.slug = $1`,
};

export const user = {
  name: 'user',
  text: `select u.id, u.username, u.name, u.bio, u.role, u.created_at as "createdAt", u.post_count as "postCount"
    from users u where u.username = $1`,
};

export const tagged = {
  name: 'tagged',
  text: `select ${whole} from post_tags x join posts p on p.id = x.post_id join users u on u.id = p.author_id
    where x.tag_id = (select id from tags where slug = $1) and x.published_at is not null
    order by x.published_at desc, x.post_id desc ${limit}`,
};

export const drafts = {
  name: 'drafts',
  text: `select ${whole} from ${withAuthor} where p.status = 'DRAFT' and p.author_id = $1
    order by p.updated_at desc, p.id desc ${limit}`,
};

/** The same without writer and tags, for a server that knows that nobody asks for them here. */
export const draftsAlone = {
  name: 'drafts-alone',
  text: `select ${postColumns} from posts p where p.status = 'DRAFT' and p.author_id = $1
    order by p.updated_at desc, p.id desc ${limit}`,
};

/** One statement, and so one transaction. A new draft has no tags. */
export const create = {
  name: 'create',
  text: `with p as (
      insert into posts (id, author_id, title, body, body_html, excerpt, reading_minutes)
      values ($1, $2, $3, $4, $5, $6, $7) returning *)
    select ${postColumns}, p.author_id as "authorId", p.body_html as "bodyHtml", ${author} as author, '[]'::json as tags
    from p join users u on u.id = p.author_id`,
};
