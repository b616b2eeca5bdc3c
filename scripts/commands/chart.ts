import type { Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';
import { PATIENCE_MS, runTests } from './test.js';

/** The chart's checks, offline once their tools are there; the last line says how many passed, failed and were skipped. */
export default async function chart({ only }: Words): Promise<void> {
  await runChart('chart', only);
}

/** Runs one of the chart's two suites. */
export async function runChart(project: 'chart' | 'chart-deep', only?: string): Promise<void> {
  await new Lifetime(PATIENCE_MS, INTERRUPTED).run(async () => {
    const { passed, line } = await runTests([project], only);
    if (!passed) process.exitCode = 1;
    console.log(line);
  });
}
