import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request as httpRequest, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { startStaticServer } from '../../scripts/static-server.js';
import { describeWithNginx, Nginx } from '../support/nginx.js';

/**
 * What serves the client behaves the same everywhere: the static server of `make start`, and nginx with the images'
 * configuration. For the image itself: FRONTEND_URL is where it listens, FRONTEND_ROOT the folder it serves,
 * FRONTEND_API_PORT the port of this machine that it takes for the API.
 */
const PAGE = new URL('../../client/index.html', import.meta.url);
const SCRIPT = `export const text = '${'wander '.repeat(500)}';\n`;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Frontend {
  url: string;
  close(): Promise<void>;
}

/** Starts what serves `root` and finds the API at a port of 127.0.0.1. */
type Start = (root: string, apiPort: number) => Promise<Frontend>;

const startStatic: Start = (root, apiPort) =>
  startStaticServer({ root, apiUrl: `http://127.0.0.1:${apiPort}`, port: 0 });
const startNginx: Start = (root, apiPort) => Nginx.start({ root, apiAddress: `127.0.0.1:${apiPort}` });

describe('the static server', () => behavesAsTheFrontend(startStatic));
describeWithNginx('nginx', () => behavesAsTheFrontend(startNginx));
if (process.env.FRONTEND_URL)
  describe('FRONTEND_URL', () =>
    behavesAsTheFrontend(() => Promise.resolve({ url: process.env.FRONTEND_URL!, close: () => Promise.resolve() })));

function behavesAsTheFrontend(start: Start): void {
  let api: Server;
  let url: string;
  let root: string;
  let close: () => Promise<void> = async () => {};
  let seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let head: { status: number; body: string } = { status: 404, body: '' };

  /** Not fetch: it would decompress, and forbids some headers. */
  function get(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      request.on('error', reject).end(body);
    });
  }

  beforeAll(async () => {
    root = process.env.FRONTEND_ROOT ?? (await mkdtemp(join(tmpdir(), 'wander-frontend-')));
    await mkdir(join(root, 'assets'), { recursive: true });
    await mkdir(join(root, 'stamps'), { recursive: true });
    await copyFile(PAGE, join(root, 'index.html'));
    await writeFile(join(root, 'config.js'), 'globalThis.wander = {};\n');
    await writeFile(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(root, 'stamps/DE.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(root, 'assets/index-4f2a9c1b.js'), SCRIPT);

    api = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        if (request.url?.startsWith('/head/')) {
          response.writeHead(head.status, { 'content-type': 'text/html' }).end(head.body);
        } else {
          response.writeHead(207, { 'content-type': 'text/plain', 'x-from': 'api', 'set-cookie': 'a=1; HttpOnly' });
          response.end(`api: ${request.url}`);
        }
      });
    });
    api.on('upgrade', (request, socket) => {
      seen.push({ method: 'UPGRADE', url: request.url ?? '', headers: request.headers, body: '' });
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello');
    });
    const apiPort = Number(process.env.FRONTEND_API_PORT ?? 0);
    await new Promise<void>((resolve) => api.listen(apiPort, '127.0.0.1', resolve));
    const address = api.address();
    if (typeof address !== 'object' || address === null) throw new Error('the stand-in of the API has no port');
    const frontend = await start(root, address.port);
    url = frontend.url;
    close = () => frontend.close();
  });

  beforeEach(() => {
    seen = [];
    head = { status: 404, body: '' };
  });

  afterAll(async () => {
    await close();
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
    if (!process.env.FRONTEND_ROOT) await rm(root, { recursive: true, force: true });
  });

  test.each([
    '/',
    '/following',
    '/map',
    '/stories/a-walk-in-malawi',
    '/write',
    '/write/post_01h',
    '/@amara',
    '/@amara/followers',
    '/tags/lake-malawi',
    '/search?q=lake',
    '/notifications',
    '/settings',
    '/drafts',
    '/bookmarks',
    '/login',
    '/register',
    '/about',
  ])('%s is a page of Wander', async (path) => {
    const { status, headers, text } = await get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['cache-control']).toBe('no-cache');
    expect(text).toContain('<div id="root">');
  });

  test.each([
    '/nowhere',
    '/stories',
    '/stories/a/b',
    '/@',
    '/@amara/nothing',
    '/index.html',
    '/assets/gone-12.js',
    '/.git/config',
  ])('%s answers 404 with the page', async (path) => {
    const { status, headers, text } = await get(path);
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(text).toContain('<div id="root">');
  });

  test('a path cannot leave the folder', async () => {
    for (const path of ['/../package.json', '/assets/../../package.json', '/%2e%2e/%2e%2e/etc/passwd']) {
      const { status, text } = await get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('root:');
    }
  });

  test('a path cannot make the page include another answer of the API', async () => {
    head = { status: 200, body: '' };
    for (const path of ['/x/../../graphql?query=1', '/x/%2e%2e/%2e%2e/graphql', '/stories/..%2f..%2fgraphql']) {
      expect((await get(path)).text).not.toContain('api:');
    }
    expect(seen.filter((request) => !request.url.startsWith('/head/'))).toEqual([]);
  });

  test.each(['/', '/nowhere', '/config.js', '/assets/index-4f2a9c1b.js'])('%s carries the headers', async (path) => {
    const { headers } = await get(path);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\$\{/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('hashed assets are kept for ever and sent compressed; what has no hash is asked for anew', async () => {
    const asset = await get('/assets/index-4f2a9c1b.js', { 'Accept-Encoding': 'gzip' });
    expect(asset.status).toBe(200);
    expect(asset.headers['content-type']).toMatch(/javascript/);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-encoding']).toBe('gzip');
    expect(asset.headers.vary).toMatch(/accept-encoding/i);
    expect((await get('/assets/index-4f2a9c1b.js')).text).toBe(SCRIPT);
    expect((await get('/config.js')).headers['cache-control']).toBe('no-cache');
    expect((await get('/stamps/DE.svg')).headers['cache-control']).toBe('public, max-age=604800');
    expect((await get('/favicon.svg')).headers['content-type']).toMatch(/^image\/svg\+xml/);
  });

  test('a range that ends before it begins does no harm', async () => {
    expect((await get('/assets/index-4f2a9c1b.js', { Range: 'bytes=5-3' })).status).toBeLessThan(500);
    expect((await get('/assets/index-4f2a9c1b.js')).text).toBe(SCRIPT);
  });

  test('an unchanged file is not sent again', async () => {
    const { headers } = await get('/favicon.svg');
    const again = await get('/favicon.svg', { 'If-None-Match': headers.etag ?? '' });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
  });

  test('a page takes its head from the API, for its own address', async () => {
    // As a replacement `$&` would be what it replaces, as a page `<!--#` would be looked into again.
    const body = '<title>A walk $& $1</title><meta name="description" content="<!--# include virtual=/graphql -->">';
    head = { status: 200, body };
    const { status, text } = await get('/stories/a-walk?x=1', { 'X-Forwarded-For': '10.1.2.3' });
    expect(status).toBe(200);
    expect(text).toContain(body);
    expect(text.match(/<title>|name="description"|<!--#/g)).toHaveLength(3);
    expect(seen.map((request) => request.url)).toEqual(['/head/stories/a-walk?x=1']);
    expect(seen[0]?.headers['x-forwarded-for']).toMatch(/^10\.1\.2\.3, .*127\.0\.0\.1$/);
  });

  test.each([
    [200, ''],
    [404, 'a reason that is for no reader'],
    [429, 'a reason that is for no reader'],
    [500, 'a reason that is for no reader'],
    [503, 'a reason that is for no reader'],
  ])('a head of %s with “%s” leaves the page its own', async (status, body) => {
    head = { status, body };
    const page = await get('/stories/a-walk');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<div id="root">');
    expect(page.text).toContain('<title>Wander: stories from the road</title>');
    expect(page.text).toContain('name="description"');
    expect(page.text).not.toContain('reason');
    expect(page.text).not.toContain('<!--#');
  });

  test.each([
    '/graphql',
    '/graphql?query=%7B__typename%7D',
    '/feed.xml',
    '/feed.xml?after=W10',
    '/@amara/feed.xml',
    '/feed.json',
    '/@amara/feed.json',
    '/tags/night-trains/feed.xml',
    '/tags/night-trains/feed.json',
    '/sitemap.xml',
    '/sitemap.xml?from=pages',
    '/robots.txt',
  ])('%s is the answer of the API, with its headers', async (path) => {
    const { status, headers, text } = await get(path, { Host: 'wander.example.com' });
    expect({ status, text }).toEqual({ status: 207, text: `api: ${path}` });
    expect(headers['x-from']).toBe('api');
    expect(headers['set-cookie']).toEqual(['a=1; HttpOnly']);
    expect(headers).not.toHaveProperty('content-security-policy');
    expect(seen[0]?.headers.host).toBe('wander.example.com');
    expect(seen[0]?.headers['x-forwarded-for']).toMatch(/127\.0\.0\.1$/);
    expect(seen[0]?.headers['x-forwarded-proto']).toBe('http');
  });

  test('a GraphQL request passes with its body, cookie and origin', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'Content-Type': 'application/json', Origin: 'http://localhost:3000', Cookie: 'wander_rt=x' };
    await get('/graphql', headers, 'POST', body);
    expect(seen[0]).toMatchObject({ method: 'POST', body, headers: { origin: headers.Origin, cookie: 'wander_rt=x' } });
  });

  test('plain http at the edge is answered, where nobody is told to come over https', async () => {
    expect((await get('/', { 'X-Forwarded-Proto': 'http' })).status).toBe(200);
  });

  test('a WebSocket passes to the API', async () => {
    const { hostname, port } = new URL(url);
    const protocol = await new Promise((resolve, reject) => {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol': 'graphql-transport-ws',
      };
      const request = httpRequest({ hostname, port, path: '/graphql', headers, agent: false });
      request.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.headers.upgrade);
      });
      request.on('response', ({ statusCode }) => reject(new Error(`no upgrade but ${statusCode}`)));
      request.on('error', reject).end();
    });
    expect(protocol).toBe('websocket');
    expect(seen[0]).toMatchObject({ method: 'UPGRADE', url: '/graphql' });
    expect(seen[0]?.headers['sec-websocket-protocol']).toBe('graphql-transport-ws');
  });

  test('who offers HTTP/2 beside a request has the page over HTTP/1.1', async () => {
    const { status, text } = await get('/', {
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABk',
    });
    expect(status).toBe(200);
    expect(text).toContain('<div id="root">');
  });

  /** Sends what no client library would, and reads the status. */
  function raw(text: string): Promise<number> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        const status = /^HTTP\/1\.[01] (\d{3}) /.exec(answer)?.[1];
        if (status === undefined) return;
        socket.destroy();
        resolve(Number(status));
      });
      socket.on('error', reject);
      socket.on('end', () => reject(new Error('no answer')));
    });
  }

  const HOST = 'Host: wander.example.com\r\n';

  test.each([
    '/graphql/../healthz/live',
    '/graphql/../../healthz/live',
    '/graphql/./x',
    '/graphql/..',
    '/graphql/.',
    '/graphql/..?x=1',
    '/graphql/%2e%2e/healthz/live',
    '/graphql/%2E./healthz/live',
    '/graphql/.%2e/healthz/live',
    '/graphql%2f..%2fhealthz/live',
    '/graphql/..%2Fhealthz/live',
    '/graphql/..%5chealthz/live',
    '/graphql\\..\\healthz',
    '/graphql/..\\healthz/live',
    '/healthz/../graphql',
    '/head/../graphql',
    '/feed.xml/../healthz/live',
    '/@amara/../healthz/feed.xml',
    '/./graphql',
    '//graphql',
    '/graphql//x',
    '//evil.example/graphql',
    '/assets//index.js',
    '/graphql#/../healthz',
    '/graphql/%00',
    '/stories/%zz',
    '/stories/%2',
    'graphql',
    '*',
    'http://wander.example.com/graphql',
    'http://evil.example/graphql',
    'http:/graphql',
    'wander.example.com:443',
  ])('the target %s is refused, and does not reach the API', async (target) => {
    const headers = 'Connection: close\r\n';
    expect(await raw(`GET ${target} HTTP/1.1\r\n${HOST}${headers}\r\n`)).toBe(400);
    expect(
      await raw(
        `GET ${target} HTTP/1.1\r\n${HOST}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      ).catch(() => 400),
    ).toBe(400);
    expect(seen).toEqual([]);
  });

  test.each([
    ['none', ''],
    ['an empty one', 'Host:\r\n'],
    ['a path', 'Host: wander.example.com/x\r\n'],
    ['two words', 'Host: wander.example.com evil.example\r\n'],
    ['a user', 'Host: me@wander.example.com\r\n'],
    ['a scheme', 'Host: https://wander.example.com\r\n'],
    ['markup', 'Host: <b>\r\n'],
    ['no port', 'Host: wander.example.com:http\r\n'],
    ['two', 'Host: wander.example.com\r\nHost: evil.example\r\n'],
  ])('a request whose host is %s is refused', async (_what, host) => {
    for (const version of ['1.0', '1.1'])
      for (const path of ['/', '/graphql', '/nowhere', '/assets/index-4f2a9c1b.js'])
        expect([path, await raw(`GET ${path} HTTP/${version}\r\n${host}Connection: close\r\n\r\n`)]).toEqual([
          path,
          400,
        ]);
    expect(seen).toEqual([]);
  });

  test.each(['wander.example.com', 'localhost:3000', '10.0.0.7:3000', '[::1]:3000', 'api_1.svc'])(
    'the host %s is a host',
    async (host) => {
      expect(await raw(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toBe(207);
      expect(seen[0]?.headers.host).toBe(host);
    },
  );

  test.each(['/search?q=../..//x\\y%2e', '/stories/a..b', '/stories/...', '/stories/.hidden', '/tags/a.b'])(
    '%s is a path as it stands',
    async (path) => {
      expect(await raw(`GET ${path} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`)).toBe(200);
    },
  );
}

test('where people come over https, they are told to stay, and plain http at the edge is turned there', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wander-frontend-'));
  await copyFile(PAGE, join(root, 'index.html'));
  const server = await startStaticServer({ root, apiUrl: 'http://127.0.0.1:1', port: 0, secure: true });
  try {
    const answer = await fetch(`${server.url}/stories/a-walk?x=1`, {
      headers: { 'X-Forwarded-Proto': 'http' },
      redirect: 'manual',
    });
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(`${server.url.replace('http:', 'https:')}/stories/a-walk?x=1`);
    const page = await fetch(server.url, { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
});
