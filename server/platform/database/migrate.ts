import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type DataSource, MigrationExecutor } from 'typeorm';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { UnfitDatabase } from './errors.js';
import { WITHOUT_TIMEOUTS } from './session.js';

/** What PostgreSQL calls a table that is not there. */
const NO_TABLE = '42P01';
/** From one look whether another process still migrates to the next. */
const LOCK_POLL_MS = 200;

/** The names of the migrations that this build knows. */
export const migrationNames = (dataSource: DataSource): string[] =>
  dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);

/** The names of those that the database does not have. Reads alone. */
export async function pendingMigrations(dataSource: DataSource): Promise<string[]> {
  const applied: { name: string }[] = await dataSource
    .query<{ name: string }[]>('select name from migrations')
    .catch((error: unknown) => {
      if ((error as { code?: string }).code === NO_TABLE) return [];
      throw error;
    });
  return migrationNames(dataSource).filter((name) => !applied.some((row) => row.name === name));
}

/**
 * Applies what is pending, each migration in its own transaction, under an advisory lock on a connection of its own:
 * TypeORM takes none, and processes that migrate at once would crash. The lock is the session's, so `url` must not lead
 * through a pooler in transaction mode.
 * @throws UnfitDatabase
 * @returns the names of the migrations that were applied; with 'down' that of the one taken back, if there was one.
 */
export async function migrate(dataSource: DataSource, url: string, direction: 'up' | 'down' = 'up'): Promise<string[]> {
  const { ssl } = dataSource.options as { ssl?: pg.ClientConfig['ssl'] };
  const lock = new pg.Client({ connectionString: url, ssl, connectionTimeoutMillis: 10_000 });
  // When the server goes away, the migration under way fails and says so; this must not end the process before that.
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await lock.query(WITHOUT_TIMEOUTS);
    await requireUtf8(lock);
    await takeLock(lock);
    if (direction === 'down') {
      const before = await new MigrationExecutor(dataSource).getExecutedMigrations();
      await dataSource.undoLastMigration({ transaction: 'each' });
      const after = await new MigrationExecutor(dataSource).getExecutedMigrations();
      return before.map(({ name }) => name).filter((name) => !after.some((migration) => migration.name === name));
    }
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}

/** @throws UnfitDatabase where texts in all languages cannot be kept, or are counted in bytes */
async function requireUtf8(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]!.server_encoding;
  if (encoding === 'UTF8') return;
  throw new UnfitDatabase(
    `The database has the encoding ${encoding}, and Wander needs UTF8. Make another one (create database … encoding 'UTF8' template template0), and let DATABASE_URL lead to it.`,
  );
}

/** Asks again and again: CREATE INDEX CONCURRENTLY, in the process that migrates, would wait for a statement that waits for the lock. */
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
      ADVISORY_LOCKS.migrate,
    ]);
    if (rows[0]!.free) return;
    await setTimeout(LOCK_POLL_MS);
  }
}
