import { type OpenDatabase, openDatabase } from './database.js';
import { INTERRUPTED, Lifetime } from './lifetime.js';
import { step } from './progress.js';

/** Runs `work` with the database, the embedded one for as long as it is needed; Ctrl-C leaves nothing behind. */
export async function withDatabase(work: (database: OpenDatabase) => Promise<unknown>): Promise<void> {
  const lifetime = new Lifetime(3000, INTERRUPTED);
  await lifetime.run(async () => {
    const open = () => step('database', openDatabase, ({ description }) => description);
    await work(await lifetime.open(open, ({ release }) => release()));
  });
}
