import { migrateDown } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { withDatabase } from '../lib/with-database.js';

/** Takes back the last migration. */
export default async function migrateRevert(): Promise<void> {
  console.log('Taking back the last migration');
  await withDatabase(({ address }) =>
    step(
      'migration',
      () => migrateDown(address),
      ([name]) => (name === undefined ? 'none is applied' : `took back ${name}. To apply it again: make migrate`),
    ),
  );
}
