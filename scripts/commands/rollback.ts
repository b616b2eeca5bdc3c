import type { Words } from '../lib/command.js';
import { rollback, runHelm } from '../lib/deploy.js';

/** Goes back to the revision before, or to the one named. */
export default async function command(words: Words): Promise<void> {
  await runHelm(rollback(words));
}
