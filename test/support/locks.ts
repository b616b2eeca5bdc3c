import { sql } from '../../server/platform/database/index.js';
import type { App } from './app.js';
import { until } from './live.js';

/** How many statements in the app's database wait for a lock. */
export async function countBlocked(app: App): Promise<number> {
  const row = await app.database.first(sql<{ count: number }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return row!.count;
}

/** Until so many of them do. */
export const untilBlocked = (app: App, count: number): Promise<void> =>
  until(async () => (await countBlocked(app)) === count);
