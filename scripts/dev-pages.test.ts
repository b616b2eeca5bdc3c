import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const page = '<!doctype html><html lang="en"><head><title>Ana</title></head><body></body></html>';
let api: Server;
let dev: ChildProcess;
let url: string;

async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  // Like the API it has a page for every path: of a person who does not exist it says that.
  api = createServer((request, response) => response.writeHead(request.url === '/pages/@ana' ? 200 : 404).end(page));
  const spare = createServer();
  const [apiPort, clientPort] = [await listen(api), await listen(spare)];
  spare.close();
  dev = fork(join('node_modules', 'vite', 'bin', 'vite.js'), ['--config', 'client/vite.config.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      NODE_OPTIONS: '',
      PORT: `${apiPort}`,
      CLIENT_PORT: `${clientPort}`,
    },
    silent: true,
  });
  await once(dev, 'message');
  url = `http://127.0.0.1:${clientPort}`;
}, 60_000);

afterAll(() => {
  dev.kill();
  api.close();
});

it.each([
  ['/@ana', 200, 'text/html'],
  ['/@nobody', 404, 'text/html'],
  ['/@react-refresh', 200, 'text/javascript'],
  ['/@vite/client', 200, 'text/javascript'],
])('in development, who takes anything gets %s with %d as %s', async (path, status, type) => {
  const response = await fetch(url + path, { headers: { Accept: '*/*' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([status, expect.stringContaining(type)]);
});
