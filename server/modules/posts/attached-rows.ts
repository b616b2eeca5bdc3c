import type { Cancellation } from '../../platform/cancellation.js';
import { type Database, type Sql, sql } from '../../platform/database/index.js';

/** As many as one transaction deletes: the story's row, which likes and comments need too, is not locked for long. */
const BATCH = 1_000;

const deleteComments = (postId: string, which: Sql): Sql => sql`
  with gone as (
    delete from comments where id in (select id from comments where post_id = ${postId} and ${which} limit ${BATCH})
    returning deleted_at),
  counted as (
    update posts set comment_count = comment_count - (select count(*) from gone where deleted_at is null)
    where id = ${postId})
  select 1 from gone`;

/** Replies go before what they answer, which would take all of them with it. */
const DELETIONS: readonly ((postId: string) => Sql)[] = [
  (postId) => sql`
    delete from notifications where id in (select id from notifications where post_id = ${postId} limit ${BATCH})
    returning 1`,
  (postId) => sql`
    delete from bookmarks where post_id = ${postId}
      and user_id in (select user_id from bookmarks where post_id = ${postId} limit ${BATCH})
    returning 1`,
  (postId) => sql`
    with gone as (
      delete from likes where post_id = ${postId}
        and user_id in (select user_id from likes where post_id = ${postId} limit ${BATCH})
      returning 1),
    counted as (update posts set like_count = like_count - (select count(*) from gone) where id = ${postId})
    select 1 from gone`,
  (postId) => deleteComments(postId, sql`parent_id is not null`),
  (postId) => deleteComments(postId, sql`parent_id is null`),
];

/** Whether more hangs on a story of this writer than goes with it in one transaction. */
export async function hasManyAttached(database: Database, writerId: string, postId: string): Promise<boolean> {
  const row = await database.first(sql`
    select 1 from posts where id = ${postId} and author_id = ${writerId} and (
      exists (select from notifications where post_id = ${postId} offset ${BATCH})
      or exists (select from likes where post_id = ${postId} offset ${BATCH})
      or exists (select from bookmarks where post_id = ${postId} offset ${BATCH})
      or exists (select from comments where post_id = ${postId} offset ${BATCH}))`);
  return row !== undefined;
}

/** Deletes what hangs on a draft, a batch at a time: what is done stays done when the time is up. */
export async function deleteAttached(database: Database, postId: string, request?: Cancellation): Promise<void> {
  for (const deletion of DELETIONS) {
    let deleted: number;
    do {
      deleted = await database.transaction(async (tx) => {
        // The triggers leave the counting to the deletion.
        const draft = await tx.first(sql`
          select set_config('wander.counts_deleted', 'on', true) from posts
          where id = ${postId} and status = 'DRAFT' for no key update`);
        return draft === undefined ? 0 : (await tx.rows(deletion(postId))).length;
      }, request);
    } while (deleted === BATCH);
  }
}
