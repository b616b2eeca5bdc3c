import { PAGE } from './statements.mjs';

const cursorOf = (order, time, id) => Buffer.from(JSON.stringify([order, time, id])).toString('base64url');

export const publishedCursor = (post) => cursorOf('published:DESC', post.publishedAt, post.id);
export const feedCursor = (post) => cursorOf('feed', post.publishedAt, post.id);
export const commentCursor = (comment) => cursorOf('comments', comment.createdAt, comment.id);
export const draftCursor = (post) => cursorOf('drafts', post.updatedAt, post.id);

/** `[time, id]` of a cursor. */
export const afterCursor = (cursor) => JSON.parse(Buffer.from(cursor, 'base64url').toString()).slice(1);

/** A page of rows, of which the statement read one more than it holds. */
export function pageOf(rows, cursor) {
  const hasNextPage = rows.length > PAGE;
  const nodes = hasNextPage ? rows.slice(0, PAGE) : rows;
  return { nodes, pageInfo: { hasNextPage, endCursor: nodes.length === 0 ? null : cursor(nodes.at(-1)) } };
}
