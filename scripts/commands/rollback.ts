import { rm } from 'node:fs/promises';
import { clusterTools, findTools } from '../lib/chart-tools.js';
import type { Words } from '../lib/command.js';
import { rollback } from '../lib/deploy.js';
import { run } from '../lib/processes.js';

/** Goes back to the revision before, or to the one named. */
export default async function command(words: Words): Promise<void> {
  const args = rollback(words);
  const tools = await findTools({ helm: clusterTools.helm });
  try {
    await run(`${tools}/helm`, args);
  } finally {
    await rm(tools, { recursive: true });
  }
}
