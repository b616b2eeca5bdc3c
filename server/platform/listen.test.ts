import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { Config } from './config/index.js';
import { listenAt } from './listen.js';
import { Metrics, MetricsServer } from './observability/index.js';

const failing = (code: string) => Object.assign(new Error(code), { code });

test.each(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])('a machine without IPv6 (%s) is listened to at IPv4', async (code) => {
  const asked: string[] = [];
  const at = await listenAt('::', (host) => {
    asked.push(host);
    return host === '::' ? Promise.reject(failing(code)) : Promise.resolve(host);
  });
  expect([at, asked]).toEqual(['0.0.0.0', ['::', '0.0.0.0']]);
});

test.each([
  ['::', 'EADDRINUSE'],
  ['::1', 'EADDRNOTAVAIL'],
  ['127.0.0.1', 'EACCES'],
])('what else is wrong with %s is said (%s)', async (host, code) => {
  await expect(listenAt(host, () => Promise.reject(failing(code)))).rejects.toThrow(code);
});

test('a server that failed to listen at one address listens at another', async () => {
  const server = createServer((_req: IncomingMessage, res: ServerResponse) => void res.end('here'));
  let tries = 0;
  await listenAt('::', async (host) => {
    tries += 1;
    // An address that no machine has.
    await once(server.listen(0, tries === 1 ? '192.0.2.1' : host), 'listening');
  });
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
  server.close();
});

test('metrics at every address are had by IPv4 and, where the machine has it, by IPv6', async () => {
  const server = new MetricsServer(new Config({ HOST: '::' }), new Metrics());
  const port = await server.listen(0, '::');
  const hasIpv6 = networkInterfaces().lo?.some(({ family }) => family === 'IPv6');
  for (const host of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
    expect((await fetch(`http://${host}:${port}/metrics`)).status).toBe(200);
  server.onApplicationShutdown();
});
