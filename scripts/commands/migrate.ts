import { prepareDatabase } from '../lib/migrations.js';
import { withDatabase } from '../lib/with-database.js';

/** Applies the pending migrations. */
export default async function migrate(): Promise<void> {
  console.log('Migrating the database');
  await withDatabase(({ address }) => prepareDatabase(address));
}
