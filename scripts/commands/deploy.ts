import { rm } from 'node:fs/promises';
import { clusterTools, findTools } from '../lib/chart-tools.js';
import type { Words } from '../lib/command.js';
import { deployment } from '../lib/deploy.js';
import { run } from '../lib/processes.js';

/** Installs a version in an environment, or upgrades to it; where that fails, what was there before comes back. */
export default async function command(words: Words): Promise<void> {
  const args = deployment(words);
  const tools = await findTools({ helm: clusterTools.helm });
  try {
    await run(`${tools}/helm`, args);
  } finally {
    await rm(tools, { recursive: true });
  }
}
