import { Mendable, type Words } from '../lib/command.js';
import { type Address, describe, isLocal, namedDatabase } from '../lib/database.js';
import { prepareDatabase, withDataSource } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { runSeed } from '../lib/seeds.js';
import { withDatabase } from '../lib/with-database.js';
import { refuseProduction } from './seed.js';

/** Empties the database, migrates and seeds it. */
export default async function reset({ force }: Words): Promise<void> {
  refuseProduction('reset', force, 'everything in the database would go');
  const named = namedDatabase();
  if (named && !isLocal(named.url) && force !== '1') {
    throw new Mendable(
      `make reset refuses ${describe(named.url)}: it is not on this machine. If all in it may go: make reset force=1`,
    );
  }
  console.log('Resetting the database: everything in it is removed');
  await withDatabase(async (database) => {
    await step('emptied', () => empty(database.address));
    await prepareDatabase(database.address);
    await step('seeds', () => runSeed(database, ['demo']));
  });
}

const empty = (address: Address): Promise<void> =>
  withDataSource(address, async (dataSource) => {
    await dataSource.query('drop schema public cascade');
    await dataSource.query('create schema public');
  });
