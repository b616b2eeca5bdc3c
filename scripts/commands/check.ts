import { Mendable } from '../lib/command.js';
import { keepDeprecationPromise } from '../lib/deprecations.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';
import { runTool } from '../lib/processes.js';
import { step } from '../lib/progress.js';
import { refuseBreakingChanges } from '../lib/schema-changes.js';
import codegen from './codegen.js';
import limitsDocs from './limits-docs.js';
import schema from './schema.js';
import { PATIENCE_MS, runTests } from './test.js';

const quietly = (script: string, ...args: string[]) => runTool(script, args, { quiet: true });

type Check = [title: string, mend: string, check: () => Promise<unknown>];

/** As many as a machine of CI has cores. */
const SIDE_BY_SIDE = 2;

/** Those that run tools, the longest first. */
const toolChecks: readonly Check[] = [
  ['lint', 'npx eslint . --fix', () => quietly('eslint/bin/eslint.js', '.', '--max-warnings', '0')],
  [
    'format',
    'npx prettier --write .',
    () => quietly('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  ],
  ['types of the server', 'npx tsc', () => quietly('typescript/bin/tsc', '--noEmit')],
  ['types of the client', 'npx tsc -p client', () => quietly('typescript/bin/tsc', '--noEmit', '-p', 'client')],
  [
    'types of the walks',
    'npx tsc -p test/browser',
    () => quietly('typescript/bin/tsc', '--noEmit', '-p', 'test/browser'),
  ],
  [
    'types of GraphiQL',
    'npx tsc -p client/graphiql',
    () => quietly('typescript/bin/tsc', '--noEmit', '-p', 'client/graphiql'),
  ],
  [
    'architecture',
    'see docs/architecture.md: who may import whom',
    () => quietly('dependency-cruiser/bin/dependency-cruise.mjs', 'server', 'client/src', 'migrations', 'seeds'),
  ],
  ['documents', 'make codegen', () => codegen({ check: '1' })],
];

/** Those that run in this process, and end what they start with everything else. A check may answer a word for its line. */
const ownChecks: readonly Check[] = [
  ['schema', 'make schema', () => schema({ check: '1' })],
  [
    'schema changes',
    'keep what clients use and deprecate it (deprecationReason); it may go one minor release later',
    refuseBreakingChanges,
  ],
  ['deprecations', 'see docs/api.md: what stays, and for how long', keepDeprecationPromise],
  ['limits', 'make limits-docs', () => limitsDocs({ check: '1' })],
];

/** Everything that must be green before a change lands. All checks run, so that one run shows all there is to mend. */
export default async function check(): Promise<void> {
  const lifetime = new Lifetime(PATIENCE_MS, INTERRUPTED);
  await lifetime.run(() => checkAll(lifetime));
}

async function checkAll(lifetime: Lifetime): Promise<void> {
  console.log('Checking');
  const failed: string[] = [];
  const run = async ([title, mend, check]: Check) => {
    try {
      await step(title, check, (word) => (typeof word === 'string' ? word : ''));
    } catch (error) {
      if (lifetime.isOver || !(error instanceof Mendable)) throw error;
      console.error(`${error.message}\n  ✗ ${title}: ${mend}`);
      failed.push(title);
    }
  };
  const waiting = [...toolChecks];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  for (const check of ownChecks) await run(check);
  const { passed, line } = await runTests(['server', 'client', 'browser', 'chart']);
  if (!passed || failed.length > 0) process.exitCode = 1;
  if (failed.length > 0) console.error(`These checks failed, and what to do stands above: ${failed.join(', ')}.`);
  console.log(line);
}
