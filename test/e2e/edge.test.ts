import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LARGEST_SHARE, LIMITS } from '../../server/platform/limits.js';
import { describeWithNginx, Nginx } from '../support/nginx.js';

/** What the frontend's nginx keeps from the API, and out of its log. */

const CONFIGURATION = new URL('../../client/nginx/nginx.conf', import.meta.url);
const PAGE = new URL('../../client/index.html', import.meta.url);

const LONG = 'x'.repeat(5_000);

interface Answer {
  status: number;
  text: string;
  retryAfter: string | undefined;
}

describe('the numbers of nginx.conf', () => {
  let text: string;
  beforeAll(async () => (text = await readFile(CONFIGURATION, 'utf8')));

  const number = (directive: string): number => Number(new RegExp(`^ *${directive} (\\d+)`, 'm').exec(text)?.[1]);
  const UNITS: Record<string, number> = { k: 1_024, m: 1_048_576, s: 1_000, '': 1 };
  const amount = (directive: string): number => {
    const [, value, unit = ''] = new RegExp(`^ *${directive} (?:\\d+ )?(\\d+)([kms]?);`, 'm').exec(text) ?? [];
    return Number(value) * UNITS[unit]!;
  };

  test('agree with the limits of the API', () => {
    expect(amount('client_header_timeout')).toBe(LIMITS.request.headersMs);
    expect(amount('client_body_timeout')).toBe(LIMITS.request.bodyMs);
    expect(amount('send_timeout')).toBe(LIMITS.request.answerMs);
    expect(number('large_client_header_buffers') * amount('large_client_header_buffers')).toBe(
      LIMITS.request.headerBytes,
    );
    // The API itself says what is too large.
    expect(amount('client_max_body_size')).toBeGreaterThanOrEqual(LIMITS.request.bodyBytes);
    expect(amount('client_max_body_size')).toBeLessThan(LIMITS.request.bodyBytes * 1.1);
  });

  test('give no address more than a tenth of the connections, of which each proxied one has two ends', () => {
    const clients = (number('worker_processes') * number('worker_connections')) / 2;
    expect(number('limit_conn connections')).toBeLessThanOrEqual(clients * LARGEST_SHARE);
  });
});

describeWithNginx('nginx at the edge', () => {
  let root: string;
  let api: Server;
  let nginx: Nginx;
  let held: (() => void)[] = [];
  let begun = 0;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'wander-edge-'));
    await copyFile(PAGE, join(root, 'index.html'));
    api = createServer((request, response) => {
      begun += 1;
      request.resume();
      if (request.url?.startsWith('/graphql/held')) held.push(() => response.end('held'));
      else if (request.url?.startsWith('/graphql/gone')) request.socket.destroy();
      else if (request.url?.startsWith('/graphql?type='))
        response.setHeader('Content-Type', decodeURIComponent(request.url.slice('/graphql?type='.length))).end(LONG);
      else request.on('end', () => response.end('api'));
    });
    await once(api.listen(0, '127.0.0.1'), 'listening');
    const { port } = api.address() as AddressInfo;
    nginx = await Nginx.start({ root, apiAddress: `127.0.0.1:${port}`, trustProxy: '127.0.0.1, 10.0.0.0/8' });
  });

  afterAll(async () => {
    for (const release of held) release();
    await nginx.close();
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
    await rm(root, { recursive: true, force: true });
  });

  function send(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(nginx.url, { path, method, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, retryAfter: response.headers['retry-after'] }),
        );
      });
      request.on('error', reject).end(body);
    });
  }
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  const many = async (count: number, one: (n: number) => Promise<Answer>) =>
    (await Promise.all(Array.from({ length: count }, (_, n) => one(n)))).filter(({ status }) => status === 429);

  test('no line of its log has a query, the secret part of a path, or an address', async () => {
    const secret = 'k3Jf8sLq0ZxVbN7m';
    const address = '203.0.113.77';
    const headers = { ...from(address), Referer: `http://localhost/?${secret}`, 'User-Agent': secret };
    for (const path of [
      `/?${secret}`,
      `/graphql?query=${secret}`,
      `/graphql/gone?${secret}`,
      `/search?q=${secret}`,
      `/nowhere?${secret}`,
      `/mail/${secret}`,
      `/mail/${secret}/x?y`,
      `/media/${secret}.jpg`,
      `/Media/${secret}.jpg`,
      `//mail/${secret}`,
      `/x/../mail/${secret}`,
      `/%6dail/${secret}`,
      `/m%61il/${secret}`,
      `/./mail/${secret}?${secret}`,
      `/feed.xml?${secret}`,
      `/assets/gone.js?${secret}`,
      `/graphql?${secret.repeat(1_000)}`,
    ])
      await send(path, headers);
    await send(`/graphql?${secret}`, headers, 'POST', 'x'.repeat(1_200_000)).catch(() => undefined);
    await send(`/graphql?${secret}`, { ...headers, 'X-Long': secret.repeat(2_000) });
    await send('/stories/a-walk', headers);
    const log = await nginx.log();
    expect(log).not.toContain(secret);
    expect(log).not.toContain(address);
    expect(log).not.toContain('127.0.0.1');
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { path: string; status: string });
    const logged = lines.map(({ path, status }) => `${status} ${path}`);
    expect(logged).toEqual(
      expect.arrayContaining([
        '200 /',
        '200 /graphql',
        '502 /graphql/gone',
        '404 /mail/*',
        '200 /stories/a-walk',
        '400 *',
      ]),
    );
  });

  test.each([
    'application/json; charset=utf-8',
    'application/graphql-response+json; charset=utf-8',
    'application/atom+xml; charset=utf-8',
    'application/feed+json; charset=utf-8',
    'application/xml; charset=utf-8',
  ])('an answer of %s is compressed', async (type) => {
    const response = await fetch(`${nginx.url}/graphql?type=${encodeURIComponent(type)}`, {
      headers: { 'Accept-Encoding': 'gzip', ...from('198.51.100.9') },
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(await response.text()).toBe(LONG);
  });

  test('of one address 50 requests a second reach the API, and 200 more at once; the others are told as the API would', async () => {
    const before = begun;
    const refused = await many(400, () => send('/graphql', from('198.51.100.1')));
    expect(refused.length).toBeGreaterThan(50);
    expect(begun - before).toBe(400 - refused.length);
    expect(begun - before).toBeGreaterThanOrEqual(200);
    expect(refused[0]!.retryAfter).toBe('1');
    expect(JSON.parse(refused[0]!.text)).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect((await send('/graphql', from('198.51.100.2'))).status).toBe(200);
    // A page comes all the same, as the one that its scripts make.
    const pages = await Promise.all(Array.from({ length: 300 }, () => send('/stories/a-walk', from('198.51.100.1'))));
    expect(pages.filter(({ status }) => status !== 200)).toEqual([]);
    expect(pages.some(({ text }) => text.includes('<div id="root">'))).toBe(true);
    expect(await nginx.log()).toContain('"limitedAddress":"198.51.100.1"');
  });

  test('who is turned away is the client that the trusted proxies name, not whom it names itself', async () => {
    const spoofed = await many(400, (n) => send('/graphql', from(`192.0.2.${n % 250}, 198.51.100.3, 10.1.2.3`)));
    expect(spoofed.length).toBeGreaterThan(50);
  });

  test('an IPv6 /64 network is one address', async () => {
    const network = await many(400, (n) => send('/graphql', from(`2001:db8:1:2:${n.toString(16)}::${n.toString(16)}`)));
    expect(network.length).toBeGreaterThan(50);
    expect((await send('/graphql', from('2001:db8:1:3::1'))).status).toBe(200);
    const networks = await many(400, (n) => send('/graphql', from(`2001:db8:2:${n.toString(16)}::1`)));
    expect(networks).toHaveLength(0);
  });

  test('of one address 400 requests are under way, and no more', async () => {
    held = [];
    const open: Promise<Answer>[] = [];
    // Slower than the limit of requests a second.
    for (let n = 0; n < 420; n += 1) {
      open.push(send('/graphql/held', from('198.51.100.4')));
      if (n >= 180) await sleep(25);
    }
    const refused = await Promise.race([
      Promise.all(open).then(() => []),
      (async () => {
        const settled: Answer[] = [];
        for (const one of open) void one.then((answer) => settled.push(answer));
        await sleep(500);
        return settled;
      })(),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(Array(20).fill(429));
    expect(held).toHaveLength(400);
    expect((await send('/graphql', from('198.51.100.5'))).status).toBe(200);
    for (const release of held) release();
    await Promise.all(open);
    expect((await send('/graphql', from('198.51.100.4'))).status).toBe(200);
  });

  test('an exporter beside it is told how many connections there are, and nobody else', async () => {
    const status = (path: string) =>
      new Promise<{ code: number | undefined; text: string }>((resolve, reject) => {
        const request = httpRequest({ socketPath: nginx.statusSocket, path }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += String(chunk)));
          response.on('end', () => resolve({ code: response.statusCode, text }));
        });
        request.on('error', reject).end();
      });
    expect(await status('/status')).toEqual({ code: 200, text: expect.stringMatching(/^Active connections: \d+/) });
    expect((await status('/')).code).toBe(404);
    expect((await send('/status', from('198.51.100.20'))).text).not.toContain('Active connections');
    expect(await readFile(CONFIGURATION, 'utf8')).toContain('listen 127.0.0.1:3001;');
  });

  test('a body goes through as it comes: none is kept here', async () => {
    const before = begun;
    const request = httpRequest(nginx.url, { path: '/graphql', method: 'POST', headers: { 'Content-Length': '100' } });
    request.on('error', () => undefined).write('x');
    while (begun === before) await sleep(10);
    request.destroy();
  });
});
