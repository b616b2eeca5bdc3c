/** The same reads as the other peers', with what hangs on a story left to the loaders. */
import { PAGE, postColumns, user } from '../shared/statements.mjs';

export { user };

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
