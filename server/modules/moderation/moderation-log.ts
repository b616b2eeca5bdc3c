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

/**
 * The reason for which this viewer gives back what a moderator took away.
 * @throws AppError FORBIDDEN for whoever is no moderator; BAD_USER_INPUT without a reason.
 */
export function restorationReason(viewer: Viewer, reason: string): string {
  if (!isModerator(viewer)) throw forbidden('Only moderators can restore what was removed.');
  if (isBlank(reason))
    throw badInput([{ path: 'input.reason', message: 'Give a reason: the writer reads it, and the log keeps it.' }]);
  return reason;
}

/** Why a moderator cannot give back what a colleague took from them. */
export const NOT_ONES_OWN = 'Another moderator decides about what was removed from you.';

interface Entry {
  action: 'REMOVE' | 'RESTORE';
  subject: 'POST' | 'COMMENT';
  subjectId: string;
  authorId: string;
  /** As it stood. */
  text: string;
  reason: string;
}

/**
 * Who took what from the public or gave it back, when and why; in the transaction that does it. The database tells the author.
 * @returns the entry's id, for the topic `moderation.logged`
 */
export async function logModeration(tx: Queryable, viewer: Viewer, entry: Entry): Promise<string> {
  const { action, subject, subjectId, authorId, text, reason } = entry;
  const id = newId();
  await tx.rows(sql`
    insert into moderation_log (id, moderator_id, action, subject, subject_id, author_id, text, reason)
    values (${id}, ${viewer.id}, ${action}, ${subject}, ${subjectId}, ${authorId}, ${text}, ${reason})`);
  return id;
}

/** What something said when it was taken away, as the log has it; undefined when it does not know. */
export async function removedText(tx: Queryable, subjectId: string): Promise<string | undefined> {
  const row = await tx.first(sql<{ text: string }>`
    select text from moderation_log where subject_id = ${subjectId} and action = 'REMOVE'
    order by created_at desc limit 1`);
  return row?.text;
}
