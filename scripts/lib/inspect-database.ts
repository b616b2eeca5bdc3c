import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, namedDatabase, namedReplica, openDatabase } from './database.js';
import { Mendable } from './command.js';
import { withDataSource } from './migrations.js';
import { stateDirectory } from './project.js';

/**
 * What the doctor says of the database. Looking changes nothing: an embedded one that does not exist yet is not made.
 * @returns `pending` is how many migrations wait, undefined when there is no database yet
 * @throws when it does not answer
 */
export async function inspectDatabase(): Promise<{ found: string; pending?: number }> {
  const named = namedDatabase();
  if (!named && !existsSync(join(stateDirectory, 'postgres.json'))) {
    return { found: 'none yet; make dev starts an embedded PostgreSQL' };
  }
  const database = await openDatabase();
  try {
    return await withDataSource(database.address, async (dataSource) => {
      const rows: unknown = await dataSource.query(`select to_regclass('migrations') is not null as "exists"`);
      const [{ exists }] = rows as [{ exists: boolean }];
      const applied: unknown = exists ? await dataSource.query('select name from migrations') : [];
      const names = new Set((applied as { name: string }[]).map(({ name }) => name));
      const pending = dataSource.migrations.filter(
        (migration) => !names.has(migration.name ?? migration.constructor.name),
      );
      return { found: named ? describe(named.url) : 'embedded PostgreSQL', pending: pending.length };
    });
  } finally {
    await database.release();
  }
}

/** What the doctor says of the replica; undefined where none is set. @throws when it does not answer, or is none */
export async function inspectReplica(): Promise<string | undefined> {
  const replica = namedReplica();
  if (!replica) return undefined;
  const rows: unknown = await withDataSource(replica, (dataSource) =>
    dataSource.query('select pg_is_in_recovery() as "isReplica"'),
  );
  if ((rows as [{ isReplica: boolean }])[0].isReplica) return describe(replica.url);
  throw new Mendable(`${describe(replica.url)} is no replica`);
}
