import pg from 'pg';
import { Mendable, type Words } from '../lib/command.js';
import { isLocal } from '../lib/database.js';
import { appliedOrNot, migrateUp } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { runSeed } from '../lib/seeds.js';
import { withDatabase } from '../lib/with-database.js';
import { refuseProduction } from './seed.js';

/** Empties the database, migrates and seeds it. */
export default async function reset({ force }: Words): Promise<void> {
  refuseProduction('reset', force);
  console.log('Resetting the database: everything in it is removed');
  await withDatabase(async ({ url, description }) => {
    if (!isLocal(url) && force !== '1') {
      throw new Mendable(
        `make reset refuses ${description}: it is not on this machine. If all in it may go: make reset force=1`,
      );
    }
    await step('emptied', () => empty(url));
    await step('migrations', () => migrateUp(url), appliedOrNot);
    await step('seeds', () => runSeed(url, ['demo']));
  });
}

async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('drop schema public cascade');
    await client.query('create schema public');
  } finally {
    await client.end();
  }
}
