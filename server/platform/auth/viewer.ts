import type { Cancellation } from '../cancellation.js';

export const ROLES = ['USER', 'MODERATOR', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

const MODERATORS: ReadonlySet<Role> = new Set(['MODERATOR', 'ADMIN']);

/** Who is asking, as their access token says it. */
export interface Viewer {
  /** The user's uuid. */
  readonly id: string;
  readonly sessionId: string;
  readonly role: Role;
  /** A suspended person reads, but changes nothing but their own sessions and password. */
  readonly suspended: boolean;
  /** The request in which they ask: work for it ends in the database when nobody waits for it any more. */
  readonly request?: Cancellation;
}

/** May they take from the public what others wrote? */
export const isModerator = (viewer: Viewer | undefined): boolean =>
  viewer !== undefined && !viewer.suspended && MODERATORS.has(viewer.role);
