import { sql } from '../../platform/database/index.js';
import { LIMITS } from '../../platform/limits.js';
import { type HtmlOptions, ID_PREFIX } from '../../platform/markdown/index.js';
import { type UserRecord, userJson } from '../users/index.js';

/** A comment as lists read it; one that was deleted has neither text nor author. */
export interface CommentRecord {
  id: string;
  postId: string;
  parentId: string | null;
  body: string;
  bodyHtml: string;
  /** By which version of the renderer its HTML was made. */
  rendering: number;
  author: UserRecord | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  /** Who said it, also once it is deleted; not for others to see. */
  authorId: string;
  /** Why a moderator took it away. */
  removedReason: string | null;
}

/** The columns of a CommentRecord, of `comments c join users u`. */
export const commentColumns = sql`c.id, c.post_id as "postId", c.parent_id as "parentId", c.body,
  c.body_html as "bodyHtml", c.rendering, case when c.deleted_at is null then ${userJson} end as author,
  c.created_at as "createdAt", c.edited_at as "editedAt", c.deleted_at as "deletedAt", c.author_id as "authorId",
  c.removed_reason as "removedReason"`;

export const commentsWithAuthor = sql`comments c join users u on u.id = c.author_id`;

/** How the text of this comment is rendered: its headings and footnotes have ids of their own among those of the page. */
export const commentHtml = (id: string): HtmlOptions => ({
  maxBytes: LIMITS.text.commentHtmlBytes,
  idPrefix: `${ID_PREFIX}${id.slice(-8)}-`,
});
