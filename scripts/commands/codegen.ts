import type { Words } from '../lib/command.js';
import { Mendable } from '../lib/command.js';
import { runTool } from '../lib/processes.js';
import { step } from '../lib/progress.js';

/** Writes the typed documents of the client; with check=1 it only compares. */
export default async function codegen({ check }: Words): Promise<void> {
  const args = ['--config', 'codegen.ts', ...(check ? ['--check'] : [])];
  await step('typed documents', () => runTool('@graphql-codegen/cli/cjs/bin.js', args, { quiet: true })).catch(
    (error: unknown) => {
      throw check && error instanceof Mendable
        ? new Mendable(
            `${error.message}\nThe typed documents are not those of the queries and the schema. Run: make codegen`,
          )
        : error;
    },
  );
}
