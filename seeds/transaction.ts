import type { ClientBase } from 'pg';
import { ADVISORY_LOCKS } from '../server/platform/database/index.js';

/** All of it or nothing: who stops the seeding half-way finds the database as it was. One seeds at a time. */
export async function inTransaction<Result>(client: ClientBase, work: () => Promise<Result>): Promise<Result> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.seed]);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The first error is the one to tell; a lost connection has rolled back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
