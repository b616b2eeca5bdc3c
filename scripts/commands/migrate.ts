import { appliedOrNot, migrateUp } from '../lib/migrations.js';
import { step } from '../lib/progress.js';
import { withDatabase } from '../lib/with-database.js';

/** Applies the pending migrations. */
export default async function migrate(): Promise<void> {
  console.log('Migrating the database');
  await withDatabase(({ address }) => step('migrations', () => migrateUp(address), appliedOrNot));
}
