import { rm } from 'node:fs/promises';
import { clusterTools, findTools } from '../../scripts/lib/chart-tools.js';
import { Mendable } from '../../scripts/lib/command.js';
import { buildImages, docker, images } from '../../scripts/lib/images.js';
import type { Lifetime } from '../../scripts/lib/lifetime.js';
import { step } from '../../scripts/lib/progress.js';
import { Cluster } from './cluster.js';
import { Installation } from './installation.js';
import { call } from './programs.js';
import { BROKEN, NEXT, scenarios } from './scenarios.js';
import type { Settings } from './settings.js';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The versions that are made of this one, with the folder that says what is other in their API. */
const others = { [NEXT]: 'test/cluster/next-version', [BROKEN]: 'test/cluster/broken-version' };
const imagesOf = (version: string) => ({ api: `wander/api:${version}`, frontend: `wander/frontend:${version}` });

/** Those that nodes can pull, and need not where Docker has them. */
const official = ['postgres:17', 'postgres:18', 'redis:8'];

/** Builds and loads the images, then installs Wander with each of the values and tries it. All that it makes ends with the lifetime. */
export async function testCluster(settings: Settings, names: string[], lifetime: Lifetime): Promise<Counts> {
  const tools = await lifetime.open(
    () => findTools(clusterTools),
    (folder) => rm(folder, { recursive: true, force: true }),
  );
  const cluster = new Cluster(settings, tools);
  await step(
    'cluster',
    () => cluster.describe(),
    (found) => found,
  );
  await buildImages();
  for (const [version, folder] of Object.entries(others))
    await step(imagesOf(version).api, () => buildOther(version, folder));
  await step(
    'images on the nodes',
    () => load(settings.imageLoader),
    (loaded) => loaded,
  );

  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    lifetime.throwIfOver();
    await run(cluster, name, lifetime, counts);
  }
  return counts;
}

async function buildOther(version: string, folder: string): Promise<void> {
  const args = [`API_IMAGE=${images.api}`, `VERSION=${version}`].flatMap((arg) => ['--build-arg', arg]);
  await docker('build', '--tag', imagesOf(version).api, ...args, folder);
  await docker('tag', images.frontend, imagesOf(version).frontend);
}

async function load([program, ...args]: string[]): Promise<string> {
  if (program === undefined) return 'there, as no IMAGE_LOADER says otherwise';
  const there: string[] = [];
  for (const image of official)
    await docker('image', 'inspect', image).then(
      () => there.push(image),
      () => undefined,
    );
  const made = Object.keys(others).flatMap((version) => Object.values(imagesOf(version)));
  await call(program, [...args, ...Object.values(images), ...made, ...there], { seconds: 900 });
  return there.length === official.length
    ? 'all'
    : `Wander’s; ${official.filter((one) => !there.includes(one)).join(', ')} are pulled`;
}

/** One installation, from its namespace to the end of it. The first check that fails ends it. */
async function run(cluster: Cluster, name: string, lifetime: Lifetime, counts: Counts): Promise<void> {
  const { files, edge, release, checks } = scenarios[name]!;
  const wander = await lifetime.open(
    () => new Installation(cluster, name, files, edge, release).makeNamespace(),
    (made) => made.removeNamespace(),
  );
  console.log(`With ${name} values, in ${wander.namespace}`);
  const all = Object.entries(checks(wander));
  for (const [i, [title, check]] of all.entries()) {
    try {
      await step(title, check, (detail) => detail ?? '');
      counts.passed++;
    } catch (error) {
      if (lifetime.isOver) throw error;
      console.error(`  ✗ ${title}\n${error instanceof Mendable ? error.message : (error as Error).stack}`);
      console.error(await wander.diagnose());
      counts.failed++;
      counts.skipped += all.length - i - 1;
      break;
    }
  }
  await step(`${wander.namespace} is removed`, () => wander.removeNamespace());
}
