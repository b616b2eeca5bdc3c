import { isModerator, type Viewer } from '../../platform/auth/index.js';
import type { CommentRecord } from './comment.record.js';

/** Word for word the same for what is missing and what is hidden. */
export const COMMENT_NOT_FOUND = 'This comment does not exist any more, or is not yours to see.';

export const isAuthor = (viewer: Viewer | undefined, { author }: Pick<CommentRecord, 'author'>): boolean =>
  viewer !== undefined && viewer.id === author?.id;

/** A deleted comment is nobody's. */
export const canEditComment = (viewer: Viewer | undefined, comment: CommentRecord): boolean =>
  !viewer?.suspended && isAuthor(viewer, comment);
/** Moderators too; with a reason, see `removalReason`. */
export const canDeleteComment = (viewer: Viewer | undefined, comment: CommentRecord): boolean =>
  comment.deletedAt === null && !viewer?.suspended && (isAuthor(viewer, comment) || isModerator(viewer));

/** Why it was taken away is for who said it, and for moderators. */
export const canSeeReason = (viewer: Viewer | undefined, { authorId }: CommentRecord): boolean =>
  viewer?.id === authorId || isModerator(viewer);
