import { Mendable, type Words } from '../lib/command.js';
import { appliedOrNot, migrateUp } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { runSeed } from '../lib/seeds.js';
import { withDatabase } from '../lib/with-database.js';
import { refuseProduction } from './seed.js';

/** Writes many people and stories, for measuring. */
export default async function seedVolume({ posts = '200000', force }: Words): Promise<void> {
  refuseProduction('seed-volume', force);
  if (!/^[1-9]\d{0,7}$/.test(posts)) throw new Mendable(`posts must be a number, as in: make seed-volume posts=200000`);
  console.log(`Seeding ${posts} posts for measuring`);
  await withDatabase(async (database) => {
    await step('migrations', () => migrateUp(database.address), appliedOrNot);
    await step('volume', () => runSeed(database, ['volume', `posts=${posts}`]));
  });
}
