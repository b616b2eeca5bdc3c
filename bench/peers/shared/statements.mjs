/** Wander's statements, written out: each peer that brings its own SQL may use these, and so the same indexes. */

export const jsonTime = (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const author = `json_build_object('id', u.id, 'username', u.username, 'name', u.name, 'bio', u.bio, 'role', u.role,
  'createdAt', ${jsonTime('u.created_at')}, 'postCount', u.post_count)`;

export const tags = `coalesce((select json_agg(json_build_object('id', t.id, 'slug', t.slug,
  'name', case when t.post_count > 0 then t.name else coalesce(pt.name, t.name) end, 'postCount', t.post_count)
  order by pt.position) from post_tags pt cross join lateral (select * from tags where id = pt.tag_id offset 0) t where pt.post_id = p.id), '[]')`;

/** The columns of a story alone. */
export const postColumns = `p.id, p.slug, p.title, p.excerpt, p.status, p.version, p.reading_minutes as "readingMinutes",
  p.published_at as "publishedAt", p.created_at as "createdAt", p.updated_at as "updatedAt",
  p.like_count as "likeCount", p.comment_count as "commentCount"`;

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

/** The newest comments of a story, of which those that were deleted have no author. */
const newestComments = (columns, post) => `select ${columns} from (
    select * from comments where post_id = ${post} and parent_id is null order by created_at desc, id desc ${limit}) c
  join users u on u.id = c.author_id`;

const commentJson = `json_build_object('id', c.id, 'bodyHtml', c.body_html, 'createdAt', ${jsonTime('c.created_at')},
  'author', case when c.deleted_at is null then json_build_object('id', u.id, 'username', u.username, 'name', u.name) end)`;

export const storyWithComments = {
  name: 'story-with-comments',
  text: `select ${whole}, p.body_html as "bodyHtml", coalesce((
      ${newestComments(`json_agg(${commentJson} order by c.created_at desc, c.id desc)`, 'p.id')}), '[]') as comments
    from ${withAuthor} where p.slug = $1`,
};

export const comments = {
  name: 'comments',
  text: `${newestComments(
    `c.id, c.body_html as "bodyHtml", c.created_at as "createdAt", case when c.deleted_at is null then ${author} end as author`,
    '$1',
  )} order by c.created_at desc, c.id desc`,
};

/** With what the reader likes of them. */
export const newestLiked = {
  name: 'newest-liked',
  text: `select ${whole}, exists (select from likes where user_id = $1 and post_id = p.id) as "viewerHasLiked"
    from ${withAuthor} where p.status = 'PUBLISHED' order by p.published_at desc, p.id desc ${limit}`,
};

/** The newest thousand, of which those of the followed stay; each writer's own newest where these do not fill the page. */
const followed = (columns, from) => `
  with walked as materialized (
      select p.id, p.published_at from (
        select id, published_at, author_id from posts where status = 'PUBLISHED'
        order by published_at desc, id desc limit 1000) p
      where exists (select from follows where follower_id = $1 and followee_id = p.author_id)
      order by p.published_at desc, p.id desc ${limit}),
    merged as (
      select p.id, p.published_at from follows f
      cross join lateral (
        select id, published_at from posts where status = 'PUBLISHED' and author_id = f.followee_id
        order by published_at desc, id desc ${limit}) p
      where f.follower_id = $1 and (select count(*) from walked) <= ${PAGE}
      order by p.published_at desc, p.id desc ${limit})
  select ${columns} from (
    select * from walked union select * from merged order by published_at desc, id desc ${limit}) n
  join ${from} on p.id = n.id order by p.published_at desc, p.id desc`;

export const feed = { name: 'feed', text: followed(whole, withAuthor) };

/** The same without writer and tags. */
export const feedAlone = { name: 'feed-alone', text: followed(`${postColumns}, p.author_id as "authorId"`, 'posts p') };

/**
 * Mean and number of the stories of each cell, and the story where it is one: south, north, west, east, degrees of a cell.
 * Without a name: it is planned for its values each time, as the best way depends on them.
 */
export const pins = {
  text: `select m.latitude, m.longitude, m.count,
      (select json_build_object('id', id, 'slug', slug, 'title', title) from posts where id = m.first::uuid and m.count = 1) as post
    from (
      select avg(latitude) as latitude, avg(longitude) as longitude, count(*)::int as count, min(post_id::text) as first
      from map_points where latitude between $1 and $2 and longitude between $3 and $4
      group by floor(longitude / $5::float8), floor(latitude / $5::float8)
      order by count(*) desc, min(post_id::text) limit 400) m
    order by m.count desc, m.first`,
};

/** Degrees of a cell. */
export const cellOf = (zoom) => 22.5 / 2 ** zoom;
