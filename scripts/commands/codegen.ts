import { Mendable, type Words } from '../lib/command.js';
import { runTool } from '../lib/processes.js';
import { step } from '../lib/progress.js';

const CODEGEN = '@graphql-codegen/cli/cjs/bin.js';

/** Writes the typed documents of the client; with check=1 it only compares. */
export default async function codegen({ check }: Words): Promise<void> {
  const args = ['--config', 'codegen.ts'];
  if (!check) return step('typed documents', () => runTool(CODEGEN, args, { quiet: true }));
  try {
    await runTool(CODEGEN, [...args, '--check'], { quiet: true });
  } catch (error) {
    if (!(error instanceof Mendable)) throw error;
    throw new Mendable(`${error.message}\nThe typed documents are not those of the queries and the schema.`);
  }
}
