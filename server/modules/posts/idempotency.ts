import { createHash } from 'node:crypto';
import { type Queryable, type Sql, sql } from '../../platform/database/index.js';
import { conflict } from '../../platform/errors/index.js';

/** A create that is to happen once: whose key it is, and what it was sent with. */
export interface IdempotentCreate {
  mutation: 'createPost' | 'addComment';
  userId: string;
  key: string;
  payloadHash: string;
}

/** The same for payloads that are equal, their fields in the same order. */
export const hashPayload = (payload: object): string =>
  createHash('sha256').update(JSON.stringify(payload)).digest('base64url');

/** Those who want the same at the same moment come one after the other, without a lock on a row. */
export const takeTurns = (tx: Queryable, wanted: string): Promise<unknown> =>
  tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${wanted}, 1))`);

/**
 * The id of what a create with this key has made within a day; whoever else sends it waits for what this one makes.
 * @throws AppError CONFLICT when the key came with another payload.
 */
export async function madeWith(tx: Queryable, create: IdempotentCreate): Promise<string | undefined> {
  await takeTurns(tx, `${create.userId} ${create.key}`);
  return findMade(tx, create);
}

/** As `madeWith`, without waiting for anybody. */
export async function findMade(tx: Queryable, create: IdempotentCreate): Promise<string | undefined> {
  const row = await tx.first(sql<Claimed>`
    select result_id as id, payload_hash as "payloadHash" from idempotency_keys
    where user_id = ${create.userId} and mutation = ${create.mutation} and key = ${create.key}
      and created_at > now() - interval '24 hours'`);
  return row && idFor(create, row);
}

/**
 * Takes keys for what is being made: `rows` are (user, mutation, key, id, hash of the payload). Returns the id that each key
 * stands for, which is another one where an earlier create made it within a day, and what that was sent with.
 */
export const claims = (rows: Sql): Sql<Claimed> => sql`
  insert into idempotency_keys as k (user_id, mutation, key, result_id, payload_hash) ${rows}
  on conflict (user_id, mutation, key) do update set
    result_id = case when k.created_at > now() - interval '24 hours' then k.result_id else excluded.result_id end,
    payload_hash = case when k.created_at > now() - interval '24 hours' then k.payload_hash else excluded.payload_hash end,
    created_at = case when k.created_at > now() - interval '24 hours' then k.created_at else excluded.created_at end
  returning result_id as id, payload_hash as "payloadHash"`;

/**
 * The id an earlier create with this key made within a day; otherwise the key is taken for this one.
 * @throws AppError CONFLICT when the key came with another payload.
 */
export async function claim(tx: Queryable, create: IdempotentCreate, id: string): Promise<string | undefined> {
  const { userId, mutation, key, payloadHash } = create;
  const row = await tx.first(
    claims(sql`values (${userId}::uuid, ${mutation}::text, ${key}::text, ${id}::uuid, ${payloadHash}::text)`),
  );
  const made = idFor(create, row!);
  return made === id ? undefined : made;
}

interface Claimed {
  id: string;
  payloadHash: string | null;
}

function idFor({ payloadHash }: IdempotentCreate, made: Claimed): string {
  if (made.payloadHash === null || made.payloadHash === payloadHash) return made.id;
  const message = 'This idempotency key was sent with something else before. Use a new key for each new text.';
  throw conflict([{ path: 'input.idempotencyKey', message }]);
}
