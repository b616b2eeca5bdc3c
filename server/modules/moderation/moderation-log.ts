import { isModerator, type Viewer } from '../../platform/auth/index.js';
import { type Queryable, sql } from '../../platform/database/index.js';
import { badInput, forbidden, isBlank } from '../../platform/errors/index.js';
import { newId } from '../../platform/graphql/index.js';

/**
 * The reason for which this viewer takes away what somebody else wrote.
 * @throws AppError FORBIDDEN, saying `otherwise`, for whoever is no moderator; BAD_USER_INPUT without a reason.
 */
export function removalReason(viewer: Viewer, reason: string | null | undefined, otherwise: string): string {
  if (!isModerator(viewer)) throw forbidden(otherwise);
  if (reason == null || isBlank(reason))
    throw badInput([{ path: 'input.reason', message: 'Say why: the writer reads it, and the log keeps it.' }]);
  return reason;
}

interface Removal {
  subject: 'POST' | 'COMMENT';
  subjectId: string;
  authorId: string;
  /** As it stood. */
  text: string;
  reason: string;
}

/** Who took what from the public, when and why; in the transaction that does it. */
export const logRemoval = (tx: Queryable, viewer: Viewer, { subject, subjectId, authorId, text, reason }: Removal) =>
  tx.rows(sql`
    insert into moderation_log (id, moderator_id, subject, subject_id, author_id, text, reason)
    values (${newId()}, ${viewer.id}, ${subject}, ${subjectId}, ${authorId}, ${text}, ${reason})`);
