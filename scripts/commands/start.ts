import { Api } from '../lib/api.js';
import { buildClient, buildGraphiql, buildPages, buildServer, builtOrNot } from '../lib/build.js';
import { openDatabase } from '../lib/database.js';
import { Lifetime } from '../lib/lifetime.js';
import { prepareDatabase } from '../lib/migrations.js';
import { firstFreePort, listening, portOf, ports as chosenPorts, requireFreePort } from '../lib/processes.js';
import { step } from '../lib/progress.js';
import { inProject } from '../lib/project.js';
import { ownSecrets } from '../lib/secrets.js';
import { countDemoAccounts } from '../lib/seeds.js';
import { requireSettings } from '../lib/settings.js';
import { startStaticServer } from '../static-server.js';

const PATIENCE_MS = 30_000;
const METRICS_PORT = 9464;

/** Wander as production runs it: built, no watchers, no demo rows. Ends by Ctrl-C. */
export default async function start(): Promise<void> {
  const ports = chosenPorts();
  const lifetime = new Lifetime(PATIENCE_MS, 0);
  await lifetime.run(async () => {
    console.log('Starting Wander as in production');
    await requireFreePort(ports.api, 'PORT', 'the API');
    await requireFreePort(ports.client, 'CLIENT_PORT', 'the client');
    const secrets = await ownSecrets();
    requireSettings({ ...secrets, NODE_ENV: 'production' });
    await requireMetricsPort();
    for (const [title, build] of [
      ['API', buildServer],
      ['client', buildClient],
      ['client for the server', buildPages],
      ['GraphiQL', buildGraphiql],
    ] as const) {
      await step(title, build, builtOrNot);
      lifetime.throwIfOver();
    }
    const { address, env: databaseEnv } = await lifetime.open(
      () => step('database', openDatabase, ({ description }) => description),
      ({ release }) => release(),
    );
    await prepareDatabase(address);
    lifetime.throwIfOver();
    const origin = process.env.APP_ORIGIN || `http://localhost:${ports.client}`;
    const env = {
      ...secrets,
      NODE_ENV: 'production',
      ...databaseEnv,
      PORT: String(ports.api),
      APP_ORIGIN: origin,
      // Requests come through the static server below, which says whose they are.
      TRUST_PROXY: process.env.TRUST_PROXY || '127.0.0.1',
    };
    const onCrash = (how: string) => {
      if (lifetime.isOver) return;
      console.error(`The API ended ${how}: stopping.`);
      void lifetime.end(1);
    };
    const metricsPort = await step('API started', () =>
      listening(ports.api, 'PORT', 'the API', () =>
        withMetricsPort((port) => new Api(ports.api, { ...env, METRICS_PORT: String(port) }, onCrash).start()),
      ),
    );
    await lifetime.open(
      () =>
        step('client started', () =>
          listening(ports.client, 'CLIENT_PORT', 'the client', () => serveClient(ports, origin)),
        ),
      (server) => server.close(),
    );
    const metrics = metricsPort === 0 ? 'none: METRICS_PORT chooses a port' : `http://localhost:${metricsPort}/metrics`;
    console.log(
      `\n  Wander        ${origin}\n  API, GraphiQL http://localhost:${ports.api}/graphql\n  Metrics       ${metrics}` +
        `\n\n  Ctrl-C ends it.`,
    );
    const demo = await countDemoAccounts(address);
    if (demo > 0) {
      console.warn(
        `\n  ! ${demo} demo ${demo === 1 ? 'account has its public password' : 'accounts have their public passwords'} in this database. Before others reach it,` +
          ` give each a new one (make user-password username=…) or begin with an empty database.`,
      );
    }
    await new Promise(() => undefined);
  });
}

/** @throws Mendable when somebody chose a port for the metrics that cannot be had */
async function requireMetricsPort(): Promise<void> {
  if (process.env.METRICS_PORT && process.env.METRICS_PORT !== '0')
    await requireFreePort(portOf('METRICS_PORT', METRICS_PORT), 'METRICS_PORT', '/metrics');
}

/**
 * Starts the API with the port for metrics that was chosen; else with production's, or the next one that is free where a second
 * Wander on this machine has that, also when it takes it in this moment.
 * @returns the port
 */
async function withMetricsPort(start: (port: number) => Promise<void>): Promise<number> {
  if (process.env.METRICS_PORT) {
    const chosen = Number(process.env.METRICS_PORT);
    await start(chosen);
    return chosen;
  }
  const port = await firstFreePort(METRICS_PORT);
  try {
    await start(port);
    return port;
  } catch (error) {
    if ((await firstFreePort(port)) === port) throw error;
    return withMetricsPort(start);
  }
}

const serveClient = (ports: { api: number; client: number }, origin: string) =>
  startStaticServer({
    root: inProject('dist', 'client'),
    apiUrl: `http://127.0.0.1:${ports.api}`,
    port: ports.client,
    host: process.env.HOST || '127.0.0.1',
    secure: origin.startsWith('https:'),
  });
