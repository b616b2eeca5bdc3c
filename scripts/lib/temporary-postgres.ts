import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquirePostgres, removeServer, stopOrphan } from '../embedded-postgres.js';

const PREFIX = 'wander-test-';

/** Nothing these databases hold outlives their run: speed goes before durability. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** A PostgreSQL for one run, whose data goes with it. @param settings of the server, beside those of speed */
export async function startTemporaryPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeOrphans();
  const dir = await mkdtemp(join(tmpdir(), PREFIX));
  const postgres = await acquirePostgres({ dir, settings: { ...SETTINGS, ...settings } });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.release();
      await removeServer(dir);
    },
  };
}

/** Servers of runs that were killed. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const dir = join(tmpdir(), name);
    // Without users it is a run that only just begins.
    if (name.startsWith(PREFIX) && existsSync(join(dir, 'users')) && (await stopOrphan(dir))) await removeServer(dir);
  }
}
