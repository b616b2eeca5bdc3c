import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { clusterTools, findTools } from './chart-tools.js';
import { Mendable, type Words } from './command.js';
import { run } from './processes.js';
import { root } from './project.js';
import { requireRegistry } from './publish.js';
import { requireVersion } from './release.js';

/** The environments, with the values that the chart has for them. */
const environments = {
  dev: 'helm/wander/values-dev.yaml',
  staging: 'helm/wander/values-staging.yaml',
  prod: 'helm/wander/values-prod.yaml',
} as const;

/** How long a version may take until it is ready. */
const PATIENCE = '10m';

/** Runs Helm on the cluster that KUBECONFIG names. */
export async function runHelm(args: string[]): Promise<void> {
  const tools = await findTools({ helm: clusterTools.helm });
  try {
    await run(`${tools}/helm`, args);
  } finally {
    await rm(tools, { recursive: true });
  }
}

function requireEnvironment({ environment }: Words, command: string): keyof typeof environments {
  if (!environment || !Object.hasOwn(environments, environment))
    throw new Mendable(
      `Say where: make ${command} environment=${Object.keys(environments).join('|')}. KUBECONFIG names the cluster.`,
    );
  return environment as keyof typeof environments;
}

const releaseOf = (environment: string, { namespace }: Words): string[] => {
  if (namespace && !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(namespace))
    throw new Mendable('namespace is the name of a namespace, as wander-staging.');
  return [`wander-${environment}`, '--namespace', namespace || `wander-${environment}`];
};

function patienceOf({ timeout }: Words): string {
  if (timeout && !/^[1-9]\d*[ms]$/.test(timeout)) throw new Mendable('timeout is minutes or seconds, as 10m or 90s.');
  return timeout || PATIENCE;
}

/**
 * How Helm installs a version in an environment: the published chart, and what was there before where it fails.
 * With `chart`, that one: a folder or a package; with `namespace`, there, and not in that of the environment. `values` is a file of values of one's own, which come last.
 * @throws Mendable that names the option that is missing or wrong
 */
export function deployment(words: Words): string[] {
  const environment = requireEnvironment(words, 'deploy');
  const { chart, values } = words;
  if (values && !existsSync(resolve(root, values))) throw new Mendable(`values names ${values}, which is not there.`);
  const source = chart
    ? [chart]
    : [`oci://${requireRegistry(words, 'deploy')}/charts/wander`, '--version', requireVersion(words.version, 'deploy')];
  return [
    ...['upgrade', '--install', '--atomic', '--timeout', patienceOf(words), '--create-namespace'],
    ...['--values', environments[environment]],
    ...(words.registry ? ['--set', `global.imageRegistry=${requireRegistry(words, 'deploy')}`] : []),
    ...(values ? ['--values', values] : []),
    ...releaseOf(environment, words),
    ...source,
  ];
}

/** How Helm goes back to a revision, or to the one before. @throws Mendable */
export function rollback(words: Words): string[] {
  const environment = requireEnvironment(words, 'rollback');
  const { revision } = words;
  if (revision && !/^[1-9]\d*$/.test(revision)) throw new Mendable('revision is a number of helm history.');
  const [release, ...namespace] = releaseOf(environment, words);
  return [
    'rollback',
    release!,
    ...(revision ? [revision] : []),
    ...namespace,
    '--wait',
    '--timeout',
    patienceOf(words),
  ];
}
