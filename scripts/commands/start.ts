import { Api } from '../lib/api.js';
import { buildClient, buildGraphiql, buildPages, buildServer, builtOrNot } from '../lib/build.js';
import { openDatabase } from '../lib/database.js';
import { Lifetime } from '../lib/lifetime.js';
import { prepareDatabase } from '../lib/migrations.js';
import { firstFreePort, portOf, ports as chosenPorts, requireFreePort } from '../lib/processes.js';
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
    const metricsPort = await chooseMetricsPort();
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
      METRICS_PORT: String(metricsPort),
      APP_ORIGIN: origin,
      // Requests come through the static server below, which says whose they are.
      TRUST_PROXY: process.env.TRUST_PROXY || '127.0.0.1',
    };
    const api = new Api(ports.api, env, (how) => {
      if (lifetime.isOver) return;
      console.error(`The API ended ${how}: stopping.`);
      void lifetime.end(1);
    });
    await step('API started', () => api.start());
    await lifetime.open(
      () => step('client started', () => serveClient(ports, origin)),
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

/** The one asked for; else production's, or the next one that is free where a second Wander on this machine finds that taken. */
async function chooseMetricsPort(): Promise<number> {
  if (process.env.METRICS_PORT === '0') return 0;
  const port = portOf('METRICS_PORT', METRICS_PORT);
  if (process.env.METRICS_PORT) await requireFreePort(port, 'METRICS_PORT', '/metrics');
  return firstFreePort(port);
}

const serveClient = (ports: { api: number; client: number }, origin: string) =>
  startStaticServer({
    root: inProject('dist', 'client'),
    apiUrl: `http://127.0.0.1:${ports.api}`,
    port: ports.client,
    host: process.env.HOST || '127.0.0.1',
    secure: origin.startsWith('https:'),
  });
