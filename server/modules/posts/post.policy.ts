import type { Viewer } from '../../platform/auth/index.js';
import type { PostRecord } from './post.record.js';

type Known = Pick<PostRecord, 'status'> & { author: { id: string } };

export const isWriter = (viewer: Viewer | undefined, post: Known): boolean => viewer?.id === post.author.id;

/** A draft is its writer's alone, for hosts and moderators too. */
export const canSee = (viewer: Viewer | undefined, post: Known): boolean =>
  post.status === 'PUBLISHED' || isWriter(viewer, post);

export const canEdit = isWriter;
export const canDelete = isWriter;
