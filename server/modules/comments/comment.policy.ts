import type { Viewer } from '../../platform/auth/index.js';
import type { CommentRecord } from './comment.record.js';

/** Word for word the same for what is missing and what is hidden. */
export const COMMENT_NOT_FOUND = 'This comment does not exist any more, or is not yours to see.';

export const isAuthor = (viewer: Viewer | undefined, { author }: Pick<CommentRecord, 'author'>): boolean =>
  viewer !== undefined && viewer.id === author?.id;

/** A deleted comment is nobody's. */
export const canEditComment = isAuthor;
export const canDeleteComment = isAuthor;
