/**
 * What the parts of Wander tell each other, across processes: topic to payload. A payload is a hint in plain JSON
 * (ids, no rows), since a message can be missed: whoever hears it reads the truth from the database.
 */
export interface Topics {
  /** Sessions that ended before their time. All processes must stop believing their access tokens. */
  'session.revoked': { sessionIds: string[] };
  /** Something that guests may see has changed: what was finished for them is stale. */
  'public.changed': Record<string, never>;
  /** A story became public. */
  'post.published': { postId: string; authorId: string };
  /** Another place was given to a public story. */
  'post.moved': { postId: string };
  /** Somebody likes a story who did not before. */
  'post.liked': { postId: string; userId: string };
  /** Somebody follows somebody whom they did not before. */
  'user.followed': { followerId: string; followeeId: string };
  /** A story is public no more. */
  'post.hidden': { postId: string };
  /** A comment or its text is gone. */
  'comment.hidden': { commentId: string };
  /** The hosts let somebody read only. */
  'user.suspended': { userId: string };
  /** Somebody said something about a story. */
  'comment.added': { commentId: string; postId: string };
  /** A moderator took something from the public, or gave it back. */
  'moderation.logged': { id: string };
  /** Somebody changed what they said. */
  'comment.edited': { commentId: string };
}

export type Topic = keyof Topics;
