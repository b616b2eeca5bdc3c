import { Mendable, type Words } from '../lib/command.js';
import { prepareDatabase } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { runSeed } from '../lib/seeds.js';
import { withDatabase } from '../lib/with-database.js';

/** Writes the demo people and stories. Doing it twice changes nothing. */
export default async function seed({ force }: Words): Promise<void> {
  refuseProduction('seed', force);
  console.log('Seeding 5 users and 8 posts');
  await withDatabase(async (database) => {
    await prepareDatabase(database.address);
    await step('seeds', () => runSeed(database, ['demo']));
  });
}

/** The passwords of the demo people are known to everybody. */
export function refuseProduction(
  target: string,
  force: string | undefined,
  why = 'the passwords of the demo accounts are public',
): void {
  if (process.env.NODE_ENV !== 'production' || force === '1') return;
  throw new Mendable(
    `make ${target} refuses NODE_ENV=production: ${why}. If that is what you want: make ${target} force=1`,
  );
}
