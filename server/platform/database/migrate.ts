import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Any number, the same in every process: whoever holds it migrates. */
const MIGRATION_LOCK = 7_261_946;

/**
 * Applies what is pending, each migration in its own transaction, under an advisory lock on a connection of its own:
 * TypeORM takes none, and processes that migrate at once would crash. The lock is the session's, so `url` must not lead
 * through a pooler in transaction mode.
 * @returns the names of the migrations that were applied.
 */
export async function migrate(dataSource: DataSource, url: string, direction: 'up' | 'down' = 'up'): Promise<string[]> {
  const { ssl } = dataSource.options as { ssl?: pg.ClientConfig['ssl'] };
  const lock = new pg.Client({ connectionString: url, ssl, connectionTimeoutMillis: 10_000 });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (direction === 'down') {
      await dataSource.undoLastMigration({ transaction: 'each' });
      return [];
    }
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    return applied.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}
