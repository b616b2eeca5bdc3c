import { buildClient, buildPages, buildServer, builtOrNot } from '../scripts/lib/build.js';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { step } from '../scripts/lib/progress.js';
import { startTemporaryPostgres } from '../scripts/lib/temporary-postgres.js';
import { compileNest } from './compile-nest.js';
import { within } from './deadline.js';
import { beside, type HostileResult } from './hostile.js';
import { besidePages, pagesAsHtml } from './html-pages.js';
import { installPeers } from './install.js';
import { Load } from './load.js';
import { nodeVersion } from './node-version.js';
import type { Options } from './options.js';
import type { PeerName } from './peers.js';
import { showBeside, showHostile, showSamples } from './progress.js';
import { compare, race } from './race.js';
import { remembered } from './remembered.js';
import { writeReport } from './report.js';
import { keep, machineOf, type Results } from './results.js';
import type { Sample } from './rounds.js';
import { pages, sizes } from './scaling.js';
import { Stage } from './stage.js';
import { works } from './works.js';

const FEW = 20_000;
const MANY = 2_000_000;

/** Who runs on the other Node too: enough to see what it changes. */
const ON_NODE_24: PeerName[] = ['wander', 'wall', 'mercurius-wander'];

/** Builds, fills, starts, compares, measures, writes. All that it starts ends with the lifetime. */
export async function bench(options: Options, lifetime: Lifetime): Promise<void> {
  console.log('Measuring Wander and its peers');
  await step('packages of bench/', installPeers, (installed) => (installed ? 'installed' : 'up to date'));
  await step('API', () => within(300, 'Building', buildServer()), builtOrNot);
  await step('client', () => within(300, 'Building', buildClient()), builtOrNot);
  await step('client for the server', () => within(300, 'Building', buildPages()), builtOrNot);
  if (options.peers.includes('nest')) await step('textbook Nest', compileNest, builtOrNot);
  lifetime.throwIfOver();
  const postgres = await lifetime.open(
    () => step('PostgreSQL', () => within(60, 'Starting PostgreSQL', startTemporaryPostgres())),
    ({ stop }) => stop(),
  );
  const openLoad = () =>
    lifetime.open(
      () => Promise.resolve(Load.start()),
      (started) => started.stop(),
    );
  const load = await openLoad();
  const stage = await Stage.set(lifetime, postgres.url, 'bench', options.posts);

  for (const name of options.peers) await stage.start(name);
  await step('the same answers', () => compare(stage, options.works));
  const samples = await raceAll(load, stage, options, lifetime);
  const memory = Object.fromEntries([...stage.servers].map(([name, server]) => [name, server.memoryMb() ?? 0]));
  await stage.clear();

  await stage.start('wander');
  const far = await step('far pages', () => pages(load, stage, options));
  showSamples(far);
  await stage.start('wander-cached');
  const html = await step('pages as HTML', () => pagesAsHtml(load, stage, options));
  showSamples(html);
  const otherLoad = await openLoad();
  const besideHtml = await step('the newest list beside them', () => besidePages(load, otherLoad, stage, options));
  showBeside(besideHtml);
  let hostile: HostileResult | null = null;
  if (options.hostile > 0) {
    hostile = await step('hostile documents', () => beside(load, otherLoad, stage, options.hostile));
    showHostile(hostile);
  }
  await stage.clear();

  const rows = await step(
    'rows from Redis',
    () => remembered(lifetime, stage, options),
    (found) => (found === null ? 'left out, for there is no redis-server' : 'beside PostgreSQL'),
  );
  showSamples(rows ?? []);

  let node24: Results['node24'] = null;
  if (options.node24 !== undefined) {
    const version = await nodeVersion(options.node24);
    console.log(`  On Node ${version}`);
    for (const name of ON_NODE_24) await stage.start(name, options.node24);
    node24 = { version, samples: await raceAll(load, stage, options, lifetime) };
    await stage.clear();
  }

  let growth: Results['sizes'] = null;
  if (options.big) {
    const few = await Stage.set(lifetime, postgres.url, 'few', FEW);
    const many = await Stage.set(lifetime, postgres.url, 'many', MANY);
    await few.start('wander');
    await many.start('wander');
    growth = { few: FEW, many: MANY, samples: await step('sizes', () => sizes(load, few, many, options)) };
    showSamples(growth.samples);
  }

  const results: Results = {
    day: new Date().toISOString().slice(0, 10),
    machine: await machineOf(stage.databaseUrl),
    options: {
      rounds: options.rounds,
      seconds: options.seconds,
      connections: options.connections,
      posts: options.posts,
    },
    ...{ samples, memory, node24, pages: far, html, besideHtml, sizes: growth, hostile, remembered: rows },
  };
  if (!options.write) return console.log('  A part, or a quick try: docs/performance.md stays as it is.');
  await keep(results);
  await writeReport(results);
  console.log('  Written: docs/performance.md, its picture, bench/results/latest.json');
}

async function raceAll(load: Load, stage: Stage, options: Options, lifetime: Lifetime): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const work of options.works) {
    const ofWork = await step(works[work], () => race(load, stage, work, options));
    showSamples(ofWork);
    samples.push(...ofWork);
    lifetime.throwIfOver();
  }
  return samples;
}
