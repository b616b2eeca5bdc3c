import type { App } from './app.js';

/** The statements that reach the database while `work` runs. */
export async function statementsOf(app: App, work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const stop = app.database.watch((text) => seen.push(text));
  await work();
  stop();
  return seen;
}
