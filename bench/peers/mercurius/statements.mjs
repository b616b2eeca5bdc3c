/** The same reads as the other peers', with what hangs on a story left to the loaders. */
import { cellOf, feedAlone, PAGE, pins, postColumns, user } from '../shared/statements.mjs';

export { cellOf, feedAlone, pins, user };

const columns = `${postColumns}, p.author_id as "authorId"`;
const limit = `limit ${PAGE + 1}`;

export const newest = {
  name: 'newest',
  text: `select ${columns} from posts p where p.status = 'PUBLISHED' order by p.published_at desc, p.id desc ${limit}`,
};

export const newestAfter = {
  name: 'newest-after',
  text: `select ${columns} from posts p
    where p.status = 'PUBLISHED' and (p.published_at, p.id) < ($1::timestamptz, $2::uuid)
    order by p.published_at desc, p.id desc ${limit}`,
};

export const story = {
  name: 'story',
  text: `select ${columns}, p.body_html as "bodyHtml" from posts p where p.slug = $1`,
};

export const tagged = {
  name: 'tagged',
  text: `select ${columns} from post_tags x join posts p on p.id = x.post_id
    where x.tag_id = (select id from tags where slug = $1) and x.published_at is not null
    order by x.published_at desc, x.post_id desc ${limit}`,
};

export const drafts = {
  name: 'drafts',
  text: `select ${columns} from posts p where p.status = 'DRAFT' and p.author_id = $1
    order by p.updated_at desc, p.id desc ${limit}`,
};

export const usersByIds = {
  name: 'users-by-ids',
  text: `select u.id, u.username, u.name, u.bio, u.role, u.created_at as "createdAt", u.post_count as "postCount"
    from users u where u.id = any($1::uuid[])`,
};

export const tagsByPosts = {
  name: 'tags-by-posts',
  text: `select pt.post_id as "postId", t.id, t.slug, t.post_count as "postCount",
      case when t.post_count > 0 then t.name else coalesce(pt.name, t.name) end as name
    from post_tags pt join tags t on t.id = pt.tag_id where pt.post_id = any($1::uuid[]) order by pt.position`,
};

export const commentsOfPosts = {
  name: 'comments-of-posts',
  text: `select c.post_id as "postId", c.id, c.body_html as "bodyHtml", c.created_at as "createdAt",
      c.author_id as "authorId", c.deleted_at is not null as "isDeleted"
    from unnest($1::uuid[]) as k (id)
    cross join lateral (
      select * from comments where post_id = k.id and parent_id is null order by created_at desc, id desc ${limit}) c
    order by c.created_at desc, c.id desc`,
};

export const likedAmong = {
  name: 'liked-among',
  text: `select post_id as id from likes where user_id = $1 and post_id = any($2::uuid[])`,
};
