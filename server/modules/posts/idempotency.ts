import { type Queryable, type Sql, sql } from '../../platform/database/index.js';

/** Those who want the same at the same moment come one after the other, without a lock on a row. */
export const takeTurns = (tx: Queryable, wanted: string): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${wanted}, 1))`);

/** The id of what a create with this key has made within a day; whoever else sends it waits for what this one makes. */
export async function madeWith(
  tx: Queryable,
  mutation: string,
  userId: string,
  key: string,
): Promise<string | undefined> {
  await takeTurns(tx, `${userId} ${key}`);
  const row = await tx.first(sql<{ id: string }>`
    select result_id as id from idempotency_keys
    where user_id = ${userId} and mutation = ${mutation} and key = ${key} and created_at > now() - interval '24 hours'`);
  return row?.id;
}

/**
 * Takes keys for what is being made: `rows` are (user, mutation, key, id). Returns the id that each key stands for, which is
 * another one where an earlier create made it within a day.
 */
export const claims = (rows: Sql): Sql<{ id: string }> => sql`
  insert into idempotency_keys as k (user_id, mutation, key, result_id) ${rows}
  on conflict (user_id, mutation, key) do update set
    result_id = case when k.created_at > now() - interval '24 hours' then k.result_id else excluded.result_id end,
    created_at = case when k.created_at > now() - interval '24 hours' then k.created_at else excluded.created_at end
  returning result_id as id`;

/** The id an earlier create with this key made within a day; otherwise the key is taken for this one. */
export async function claim(
  tx: Queryable,
  mutation: string,
  userId: string,
  key: string,
  id: string,
): Promise<string | undefined> {
  const row = await tx.first(claims(sql`values (${userId}::uuid, ${mutation}::text, ${key}::text, ${id}::uuid)`));
  return row!.id === id ? undefined : row!.id;
}
