import { randomBytes } from 'node:crypto';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { buildPages, buildServer, builtOrNot } from '../scripts/lib/build.js';
import { Mendable, type Words } from '../scripts/lib/command.js';
import type { Lifetime } from '../scripts/lib/lifetime.js';
import { migrateUp } from '../scripts/lib/migrations.js';
import { step } from '../scripts/lib/progress.js';
import { inProject } from '../scripts/lib/project.js';
import { runSeed } from '../scripts/lib/seeds.js';
import { startTemporaryPostgres } from '../scripts/lib/temporary-postgres.js';
import { findTestPrograms } from '../scripts/lib/test-programs.js';
import { startStaticServer } from '../scripts/static-server.js';
import { makeDatabase, withClient } from './database.js';
import { within } from './deadline.js';
import { loadPage, newVisitor, tapOn } from './pages/browser.js';
import { type Device, installLighthouse, judge, type Scores } from './pages/lighthouse.js';
import { type PageResults, type RouteResult, showRoute, writePages } from './pages/report.js';
import { peerOf } from './peers.js';
import { machineOf } from './results.js';
import { freePort, Server } from './servers.js';

const routeNames = ['home', 'story', 'profile', 'tag', 'map', 'search', 'about'] as const;
export type RouteName = (typeof routeNames)[number];
/** What Lighthouse judges. */
const JUDGED: readonly RouteName[] = ['home', 'story', 'map'];
const DEVICES: readonly Device[] = ['phone', 'desktop'];

export interface PageOptions {
  routes: readonly RouteName[];
  /** Loads of each kind. */
  runs: number;
  /** Lighthouse's runs of each page and device; 0 leaves it out. */
  lighthouse: number;
}

const STORIES = 2_000;
const PERSON = { username: 'phone', email: 'phone@example.com', password: 'a lantern on the pier' };

/** @throws Mendable for what is not understood. */
export function readPageOptions(words: Words): PageOptions {
  const number = (name: 'runs' | 'lighthouse', least: number): number => {
    const value = Number(words[name] ?? 5);
    if (!Number.isInteger(value) || value < least)
      throw new Mendable(`${name} must be a whole number from ${least}, as in: make bench-pages ${name}=5`);
    return value;
  };
  const wanted = words.only?.split(',') ?? routeNames;
  const unknown = wanted.find((name) => !(routeNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Mendable(`only knows no "${unknown}", but ${routeNames.join(', ')}.`);
  return {
    routes: routeNames.filter((name) => wanted.includes(name)),
    runs: number('runs', 1),
    lighthouse: number('lighthouse', 0),
  };
}

/** Measures how Wander's pages load on a phone. All that it starts ends with the lifetime. */
export async function benchPages(options: PageOptions, lifetime: Lifetime): Promise<void> {
  console.log('Measuring Wander’s pages');
  const { TEST_CHROMIUM: program } = await findTestPrograms(['browser']);
  if (!program) throw new Mendable('Pages are measured in Chromium. Install it, or name it in TEST_CHROMIUM.');
  if (options.lighthouse > 0) await step('Lighthouse', installLighthouse, (any) => (any ? 'installed' : 'up to date'));
  await step('API', () => within(300, 'Building', buildServer()), builtOrNot);
  await step('client', () => within(300, 'Building', buildPages()), builtOrNot);
  const { url, addresses, databaseUrl } = await openSite(lifetime);
  const browser = await lifetime.open(
    () => chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-background-networking'] }),
    (opened) => opened.close(),
  );
  const routes: RouteResult[] = [];
  for (const name of options.routes) {
    lifetime.throwIfOver();
    routes.push(await step(name, () => measureRoute(browser, name, url + addresses[name], options.runs)));
    showRoute(routes.at(-1)!);
  }
  const taps = options.routes.includes('home')
    ? await step('taps', () => measureTaps(browser, url, addresses, options))
    : {};
  const scores: PageResults['scores'] = [];
  if (options.lighthouse > 0)
    for (const name of JUDGED.filter((one) => options.routes.includes(one)))
      for (const device of DEVICES) {
        lifetime.throwIfOver();
        const all: Scores[] = [];
        await step(`Lighthouse: ${name}, ${device}`, async () => {
          for (let run = 0; run < options.lighthouse; run += 1)
            all.push(await judge(url + addresses[name], device, program));
        });
        scores.push({ name, device, all });
      }
  const results: PageResults = {
    day: new Date().toISOString().slice(0, 10),
    machine: await machineOf(databaseUrl),
    chromium: browser.version(),
    ...{ runs: options.runs, routes, taps, scores },
  };
  if (options.routes.length < routeNames.length || options.lighthouse === 0)
    return console.log('  A part: docs/performance.md stays as it is.');
  await writePages(results);
  console.log('  Written: docs/performance.md');
}

/** Wander as `make start` runs it, with the demo stories among others. */
async function openSite(lifetime: Lifetime) {
  const postgres = await lifetime.open(
    () => step('PostgreSQL', () => within(60, 'Starting PostgreSQL', startTemporaryPostgres())),
    ({ stop }) => stop(),
  );
  const databaseUrl = await makeDatabase(postgres.url, 'pages');
  await step('stories', async () => {
    await within(60, 'Migrating', migrateUp({ url: databaseUrl }));
    for (const seed of [['volume', `posts=${STORIES}`], ['demo']])
      await within(120, 'Filling the database', runSeed({ env: { DATABASE_URL: databaseUrl } }, seed, true));
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = await lifetime.open(
    () => {
      const peer = { ...peerOf('wander-cached'), env: { APP_ORIGIN: url } };
      const surroundings = { databaseUrl, secret: randomBytes(48).toString('base64') };
      return Server.start(peer, surroundings, { body: '{"query":"{ __typename }"}' });
    },
    (server) => server.stop(),
  );
  await lifetime.open(
    () => startStaticServer({ root: inProject('dist', 'client'), apiUrl: `http://127.0.0.1:${api.port}`, port }),
    (server) => server.close(),
  );
  await register(url);
  return { url, databaseUrl, addresses: await addressesOf(databaseUrl) };
}

async function register(url: string): Promise<void> {
  const query = 'mutation ($input: RegisterInput!) { register(input: $input) { viewer { user { id } } } }';
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: PERSON } }),
  });
  const { errors } = (await response.json()) as { errors?: object[] };
  if (errors) throw new Error(`No account: ${JSON.stringify(errors)}`);
}

/** The story with a place that is talked about most, its writer and its first tag. */
async function addressesOf(databaseUrl: string): Promise<Record<RouteName, string>> {
  const story = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ slug: string; username: string; tag: string }>(
      `select p.slug, u.username, t.slug as tag
       from posts p join users u on u.id = p.author_id join post_tags pt on pt.post_id = p.id join tags t on t.id = pt.tag_id
       where p.status = 'PUBLISHED' and p.place_country_code is not null
       order by p.comment_count desc, p.id, t.slug limit 1`,
    );
    return rows[0]!;
  });
  return {
    home: '/',
    story: `/stories/${story.slug}`,
    profile: `/@${story.username}`,
    tag: `/tags/${encodeURIComponent(story.tag)}`,
    map: '/map',
    search: '/search?q=train',
    about: '/about',
  };
}

/** Cold, warm and without scripts in turn, so that what else the machine does meets all alike. */
async function measureRoute(browser: Browser, name: RouteName, url: string, runs: number): Promise<RouteResult> {
  const result: RouteResult = { name, cold: [], warm: [], floor: [] };
  const visit = async <T>(work: (visitor: BrowserContext) => Promise<T>): Promise<T> => {
    const visitor = await newVisitor(browser);
    try {
      return await work(visitor);
    } finally {
      await visitor.close();
    }
  };
  // The server has seen the page before, as on any day.
  await visit((visitor) => loadPage(visitor, url));
  for (let run = 0; run < runs; run += 1) {
    await visit(async (visitor) => {
      result.cold.push(await loadPage(visitor, url));
      result.warm.push(await loadPage(visitor, url));
    });
    result.floor.push(await visit((visitor) => loadPage(visitor, url, false)));
  }
  return result;
}

/** The first tap of somebody who is signed in, on each of these. */
async function measureTaps(
  browser: Browser,
  url: string,
  addresses: Record<RouteName, string>,
  { runs }: PageOptions,
): Promise<Record<string, number[]>> {
  const taps: Record<string, [path: string, selector: string]> = {
    like: [addresses.story, '.dock button[aria-pressed]'],
    menu: ['/', 'header .menubox > button'],
    link: ['/', '.card h2 a'],
  };
  const measured: Record<string, number[]> = {};
  for (const [name, [path, selector]] of Object.entries(taps)) {
    measured[name] = [];
    for (let run = 0; run < runs; run += 1) {
      const visitor = await newVisitor(browser);
      try {
        await signIn(visitor, url);
        measured[name].push(await tapOn(visitor, url + path, selector));
      } finally {
        await visitor.close();
      }
    }
  }
  return measured;
}

async function signIn(visitor: BrowserContext, url: string): Promise<void> {
  const page = await visitor.newPage();
  await page.goto(`${url}/login?next=%2Fabout`);
  await page.getByLabel('Email').fill(PERSON.email);
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/about`);
  await page.close();
}
