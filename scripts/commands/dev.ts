import { readFile } from 'node:fs/promises';
import { demoAccounts } from '../../seeds/demo/accounts.js';
import { Api, ready } from '../lib/api.js';
import { buildGraphiql, builtOrNot } from '../lib/build.js';
import { compileChanged, compiledDirectories } from '../lib/compile.js';
import { type Words } from '../lib/command.js';
import { openDatabase } from '../lib/database.js';
import { Lifetime } from '../lib/lifetime.js';
import { prepareDatabase } from '../lib/migrations.js';
import {
  launchNode,
  listening,
  portIn,
  ports as chosenPorts,
  requireFreePort,
  run,
  runTool,
} from '../lib/processes.js';
import { step } from '../lib/progress.js';
import { inProject } from '../lib/project.js';
import { runSeed } from '../lib/seeds.js';
import { requireSettings } from '../lib/settings.js';
import { onChange } from '../lib/watch.js';

const PATIENCE_MS = 2000;

/**
 * Wander as its developers run it: client and API, both reloading on change. Ends by Ctrl-C.
 * With `inspect`, a debugger can attach to the API at that port.
 */
export default async function dev({ inspect }: Words): Promise<void> {
  const ports = chosenPorts();
  const inspector = inspect === undefined ? undefined : portIn('inspect', inspect);
  const lifetime = new Lifetime(PATIENCE_MS, 0);
  await lifetime.run(async () => {
    console.log('Starting Wander for development');
    requireSettings({ NODE_ENV: 'development' });
    await requireFreePort(ports.api, 'PORT', 'the API');
    await requireFreePort(ports.client, 'CLIENT_PORT', 'the client');
    if (inspector !== undefined) await requireFreePort(inspector, 'inspect', 'the debugger');
    const databaseEnv = await prepare(lifetime);
    const origin = `http://localhost:${ports.client}`;
    const api = new Api(
      ports.api,
      {
        ...databaseEnv,
        PORT: String(ports.api),
        // Only when asked for: who develops several branches at once would otherwise have to move this port too.
        METRICS_PORT: process.env.METRICS_PORT || '0',
        APP_ORIGIN: process.env.APP_ORIGIN ?? origin,
        NODE_ENV: 'development',
      },
      (how) =>
        lifetime.isOver || console.error(`The API ended ${how}. It starts again at the next change of its sources.`),
      inspector === undefined ? [] : [`--inspect=127.0.0.1:${inspector}`],
    );
    await step('API', () => listening(ports.api, 'PORT', 'the API', () => api.start()));
    lifetime.throwIfOver();
    await step('client', () =>
      listening(ports.client, 'CLIENT_PORT', 'the client', () => startClient(lifetime, ports)),
    );
    buildPagesOnChange(lifetime);
    await lifetime.open(
      () => watchServer(lifetime, api, databaseEnv),
      (watcher) => watcher.close(),
    );
    await lifetime.open(watchDocuments, (watcher) => watcher.close());
    console.log(welcome(origin, ports.api));
    await new Promise(() => undefined);
  });
}

/** Everything that must be there before the API starts. @returns the variables that name the database */
async function prepare(lifetime: Lifetime): Promise<NodeJS.ProcessEnv> {
  const database = await lifetime.open(
    () => step('database', openDatabase, ({ description }) => description),
    ({ release }) => release(),
  );
  console.log(`  ✓ cache: ${process.env.REDIS_URL ? 'Redis' : 'in this process'}`);
  await step('API compiled', compileChanged, (count) => (count === 0 ? 'up to date' : `${count} files`));
  lifetime.throwIfOver();
  await prepareDatabase(database.address);
  lifetime.throwIfOver();
  await step('seeds', () => runSeed(database, ['demo'], true));
  lifetime.throwIfOver();
  await step('GraphiQL', buildGraphiql, builtOrNot);
  lifetime.throwIfOver();
  return database.env;
}

async function startClient(lifetime: Lifetime, ports: { api: number; client: number }): Promise<void> {
  const vite = launchNode(
    [
      'node_modules/vite/bin/vite.js',
      '--config',
      'client/vite.config.ts',
      '--clearScreen',
      'false',
      '--logLevel',
      'warn',
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, PORT: String(ports.api), CLIENT_PORT: String(ports.client), NODE_ENV: 'development' },
    },
  );
  await ready(`http://127.0.0.1:${ports.client}/`, vite, 'The client');
  vite.once('close', (code, signal) => {
    if (lifetime.isOver) return;
    console.error(`The client's server ended with ${signal ?? `code ${code}`}: stopping.`);
    void lifetime.end(1);
  });
}

/** The API renders pages by the client's build for the server, and takes each new one. It has React's production build, as the API runs it. */
function buildPagesOnChange(lifetime: Lifetime): void {
  const vite = launchNode(
    [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'client/vite.pages.config.ts',
      '--watch',
      '--mode',
      'development',
      '--clearScreen',
      'false',
      '--logLevel',
      'warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } },
  );
  vite.once('close', (code, signal) => {
    if (!lifetime.isOver)
      console.error(
        `The client's build for the server ended with ${signal ?? `code ${code}`}: pages are made by their scripts.`,
      );
  });
}

const watchServer = (
  lifetime: Lifetime,
  api: Api,
  databaseEnv: NodeJS.ProcessEnv,
): Promise<{ close(): Promise<void> }> =>
  onChange(
    compiledDirectories,
    (path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path),
    async (changed) => {
      const began = Date.now();
      if ((await compileChanged()) === 0) return;
      if (changed.some((path) => path.startsWith('migrations/'))) await migrateAgain(databaseEnv);
      await api.stop(PATIENCE_MS);
      if (lifetime.isOver) return;
      await api.start();
      console.log(`  ✓ API reloaded: ${changed.join(', ')} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    },
  );

/** In a process of its own: this one has loaded the migrations as they were. */
const migrateAgain = (databaseEnv: NodeJS.ProcessEnv): Promise<void> =>
  run(process.execPath, ['scripts/run.mjs', 'migrate'], { env: databaseEnv, name: 'make migrate' });

/** The typed documents follow the queries of the client. */
const watchDocuments = (): Promise<{ close(): Promise<void> }> =>
  onChange(
    ['client/src', 'server/schema.graphql'],
    (path) => !path.includes('/generated/') && /\.(tsx?|graphql)$/.test(path),
    async (changed) => {
      const texts = await Promise.all(changed.map((path) => readFile(inProject(path), 'utf8').catch(() => 'graphql(')));
      if (!texts.some((text, index) => changed[index]!.endsWith('.graphql') || text.includes('graphql('))) return;
      await step('documents', () =>
        runTool('@graphql-codegen/cli/cjs/bin.js', ['--config', 'codegen.ts'], { quiet: true }),
      );
    },
  );

function welcome(origin: string, apiPort: number): string {
  const width = Math.max(...demoAccounts.map(({ email }) => email.length));
  const accounts = demoAccounts.map(
    ({ email, password, name }) => `    ${email.padEnd(width)}  ${password}  (${name})`,
  );
  return `
  Wander        ${origin}
  API, GraphiQL http://localhost:${apiPort}/graphql

  Sign in as one of the demo people:
${accounts.join('\n')}

  Ctrl-C ends it.`;
}
