import { rm } from 'node:fs/promises';
import { findTools, secretTools } from '../lib/chart-tools.js';
import { run } from '../lib/processes.js';

/** Looks for secrets in every commit. @throws Mendable with what was found, where something was */
export default async function secretScan(): Promise<void> {
  const tools = await findTools(secretTools);
  try {
    await run(`${tools}/gitleaks`, ['git', '--config=.gitleaks.toml', '--no-banner', '--redact', '--verbose', '.']);
  } finally {
    await rm(tools, { recursive: true });
  }
}
