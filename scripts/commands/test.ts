import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient, buildGraphiql, buildServer, builtOrNot } from '../lib/build.js';
import { findChartSchemas } from '../lib/chart-schemas.js';
import { findChartTools } from '../lib/chart-tools.js';
import { Mendable, type Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';
import { ended, launch } from '../lib/processes.js';
import { step } from '../lib/progress.js';
import { findTestPrograms } from '../lib/test-programs.js';

const projects = ['server', 'client', 'browser'] as const;
/** How long Jest may take to stop its servers. */
export const PATIENCE_MS = 10_000;

/** Those of the chart have commands of their own. */
type Project = (typeof projects)[number] | 'chart' | 'chart-deep';

/** Runs the tests; the last line says how many passed, failed and were skipped. */
export default async function test({ project, only }: Words): Promise<void> {
  if (project !== undefined && !projects.includes(project as (typeof projects)[number])) {
    throw new Mendable(`project is one of ${projects.join(', ')}.`);
  }
  const chosen = project === undefined ? [...projects] : [project as Project];
  await new Lifetime(PATIENCE_MS, INTERRUPTED).run(async () => {
    const { passed, line } = await runTests(chosen, only);
    if (!passed) process.exitCode = 1;
    console.log(line);
  });
}

export interface Outcome {
  passed: boolean;
  /** `N passed, N failed, N skipped` */
  line: string;
}

/** Prepares what the tests need and runs them. Where CI=true a skipped test is a failure. */
export async function runTests(chosen: Project[], only?: string): Promise<Outcome> {
  console.log(`Testing ${chosen.join(', ')}`);
  const programs = await findTestPrograms(chosen);
  if (chosen.includes('server') || chosen.includes('browser')) await step('API', buildServer, builtOrNot);
  if (chosen.includes('browser')) {
    await step('client', buildClient, builtOrNot);
    await step('GraphiQL', buildGraphiql, builtOrNot);
  }
  const deep = chosen.includes('chart-deep');
  const tools = deep || chosen.includes('chart') ? await findChartTools(deep) : undefined;
  const schemas = tools && !deep ? await findChartSchemas() : undefined;
  const directory = await mkdtemp(join(tmpdir(), 'wander-summary-'));
  try {
    const summary = join(directory, 'line');
    const code = await ended(
      jest(chosen, only, {
        ...programs,
        WANDER_TEST_SUMMARY: summary,
        ...(tools && { CHART_TOOLS: tools }),
        ...(schemas && { CHART_SCHEMAS: schemas }),
      }),
    );
    const line = await readFile(summary, 'utf8').catch(() => '0 passed, 1 failed, 0 skipped');
    const skipped = !line.endsWith(' 0 skipped');
    if (skipped && process.env.CI === 'true') console.error('Tests were skipped, and with CI=true that is a failure.');
    return { passed: code === 0 && !(skipped && process.env.CI === 'true'), line };
  } finally {
    for (const one of [directory, tools]) if (one) await rm(one, { recursive: true, force: true });
  }
}

function jest(chosen: Project[], only: string | undefined, env: NodeJS.ProcessEnv) {
  return launch(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...['--selectProjects', ...chosen],
      ...(only ? ['--testPathPatterns', only] : []),
    ],
    {
      env: {
        ...process.env,
        ...env,
        // For the workers, which are processes of their own.
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
      },
    },
  );
}
