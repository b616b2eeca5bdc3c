import { isModerator, type Viewer } from '../../platform/auth/index.js';
import type { PostRecord } from './post.record.js';

/** Word for word the same for what is missing and what is hidden. */
export const POST_NOT_FOUND = 'This story does not exist, or is not yours to see.';

type Known = Pick<PostRecord, 'status' | 'authorId'>;

export const isWriter = (viewer: Viewer | undefined, post: Known): boolean => viewer?.id === post.authorId;

/** A draft is its writer's alone, for hosts and moderators too. */
export const canSee = (viewer: Viewer | undefined, post: Known): boolean =>
  post.status === 'PUBLISHED' || isWriter(viewer, post);

export const canEdit = isWriter;
/** Moderators, what is public; with a reason, see `removalReason`. */
export const canDelete = (viewer: Viewer | undefined, post: Known): boolean =>
  !viewer?.suspended && (isWriter(viewer, post) || (post.status === 'PUBLISHED' && isModerator(viewer)));
