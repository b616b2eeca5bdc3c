import type { Words } from '../lib/command.js';
import { deployment, runHelm } from '../lib/deploy.js';

/** Installs a version in an environment, or upgrades to it; where that fails, what was there before comes back. */
export default async function command(words: Words): Promise<void> {
  await runHelm(deployment(words));
}
