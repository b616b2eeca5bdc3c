import { testCluster } from '../../test/cluster/run.js';
import { scenarios } from '../../test/cluster/scenarios.js';
import { readSettings } from '../../test/cluster/settings.js';
import { Mendable, type Words } from '../lib/command.js';
import { INTERRUPTED, Lifetime } from '../lib/lifetime.js';

const PATIENCE_MS = 10_000;

/** Installs Wander on the cluster that KUBECONFIG names and tries it; the last line says how many checks passed, failed and were skipped. */
export default async function command({ only }: Words): Promise<void> {
  const names = only?.split(',') ?? Object.keys(scenarios);
  const unknown = names.find((name) => !Object.hasOwn(scenarios, name));
  if (unknown !== undefined)
    throw new Mendable(`only knows no "${unknown}": it is one or some of ${Object.keys(scenarios).join(',')}.`);
  const settings = readSettings(process.env);
  const lifetime = new Lifetime(PATIENCE_MS, INTERRUPTED);
  await lifetime.run(async () => {
    console.log('Testing the chart on a cluster');
    const { passed, failed, skipped } = await testCluster(settings, names, lifetime);
    if (failed > 0) process.exitCode = 1;
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  });
}
