import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Metrics } from './metrics.js';
import { MetricsServer } from './metrics-server.js';

const SECRETS = {
  JWT_SECRET: 'a signature for the tests of metrics',
  SESSION_SECRET: 'a session for the tests of metrics',
};

let taken: Server;
beforeAll(() => Logger.overrideLogger(false));
afterEach(() => void taken?.close());

async function onTakenPort(env: object): Promise<MetricsServer> {
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const METRICS_PORT = String((taken.address() as AddressInfo).port);
  const config = new Config({ DATABASE_URL: 'postgres://h/d', ...SECRETS, ...env, METRICS_PORT });
  return new MetricsServer(config, new Metrics());
}

test('outside production a port that is taken stops nothing', async () => {
  await expect((await onTakenPort({ NODE_ENV: 'test' })).start()).resolves.toBeUndefined();
});

test('in production it is said, with the mend', async () => {
  const server = await onTakenPort({ NODE_ENV: 'production' });
  await expect(server.start()).rejects.toThrow(
    /127\.0\.0\.1:\d+ \(EADDRINUSE\)\. Set METRICS_PORT to a free port, or to 0/,
  );
});

test('the address is HOST unless METRICS_HOST says another; 0 is none, and the port of the API is refused', async () => {
  expect(new Config({ HOST: '0.0.0.0' })).toMatchObject({ metricsHost: '0.0.0.0', metricsPort: 9464 });
  expect(new Config({ HOST: '0.0.0.0', METRICS_HOST: '127.0.0.1' }).metricsHost).toBe('127.0.0.1');
  await new MetricsServer(new Config({ METRICS_PORT: '0' }), new Metrics()).start();
  expect(() => new Config({ PORT: '9464' })).toThrow(/METRICS_PORT and PORT are equal/);
});
