import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, request as httpRequest, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { compressTexts } from '../../client/build/compressed-texts.js';
import { startStaticServer } from '../../scripts/static-server.js';
import { describeWithNginx, Nginx } from '../support/nginx.js';

/**
 * What serves the client behaves the same everywhere: the static server of `make start`, and nginx with the images'
 * configuration. For the image itself: FRONTEND_URL is where it listens, FRONTEND_ROOT the folder it serves,
 * FRONTEND_API_PORT the port of this machine that it takes for the API.
 */
const PAGE = new URL('../../client/index.html', import.meta.url);
const SCRIPT = `export const text = '${'wander '.repeat(500)}';\n`;

const STYLES = `.a { color: red }\n`.repeat(200);
const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg">${'<path d="M0 0"/>'.repeat(200)}</svg>`;
const LIST = JSON.stringify({ names: Array.from({ length: 200 }, (_, i) => `name ${i}`) });
/** Texts that are compressed when the client is built. */
const TEXTS = [
  ['assets/index-4f2a9c1b.js', SCRIPT, /^(text|application)\/javascript\b/],
  ['assets/index-8d1e.css', STYLES, /^text\/css\b/],
  ['stamps/FR.svg', DRAWING, /^image\/svg\+xml$/],
  ['atlas/world.json', LIST, /^application\/json$/],
] as const;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
}

/** What an answer says once it is no longer compressed. */
function decompressed({ headers, bytes }: Answer): string {
  const encoding = headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(bytes).toString();
  return encoding === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
}

type By = 'page' | 'API' | 'none';
/**
 * Who answers a path: the page, the API, or the page with 404. `/%40ilse` is another spelling of `/@ilse`, and an encoded slash is
 * one of the letters between two others.
 */
const PATHS: readonly [path: string, by: By][] = [
  ['/', 'page'],
  ['/following', 'page'],
  ['/map', 'page'],
  ['/map/', 'page'],
  ['/m%61p', 'page'],
  ['/Map', 'none'],
  ['/stories/a-walk-in-malawi', 'page'],
  ['/stories/a-walk-in-malawi/', 'page'],
  ['/stories/a-walk?x=1', 'page'],
  ['/%73tories/a-walk', 'page'],
  ['/stories/a..b', 'page'],
  ['/stories/...', 'page'],
  ['/stories/.hidden', 'page'],
  ['/stories/a.br', 'page'],
  ['/stories', 'none'],
  ['/stories/', 'none'],
  ['/stories/a/b', 'none'],
  ['/stories%2fa', 'none'],
  ['/write', 'page'],
  ['/write/post_01h', 'page'],
  ['/@amara', 'page'],
  ['/@amara/', 'page'],
  ['/%40ilse', 'page'],
  ['/%40ilse/', 'page'],
  ['/%40ilse/followers', 'page'],
  ['/@ilse/%66ollowing/', 'page'],
  ['/@ilse%2fx', 'page'],
  ['/@', 'none'],
  ['/%40', 'none'],
  ['/@amara/nothing', 'none'],
  ['/@amara/followers/x', 'none'],
  ['/tags/lake-malawi', 'page'],
  ['/tags/lake-malawi/', 'page'],
  ['/tags/ac%2Fdc', 'page'],
  ['/tags/ac%2fdc/', 'page'],
  ['/tags/caf%C3%A9', 'page'],
  ['/tags/caf%c3%a9', 'page'],
  ['/tags/%ff', 'page'],
  ['/tags/a.b', 'page'],
  ['/tags/c%2B%2B', 'page'],
  ['/tags/%E2%9B%B0%EF%B8%8F', 'page'],
  ['/tags/100%25', 'page'],
  ['/tags/what%3F', 'page'],
  ['/tags/%23hike', 'page'],
  ['/tags/a%20b', 'page'],
  ['/tags', 'none'],
  ['/tags/', 'none'],
  ['/tags/ac/dc', 'none'],
  ['/search?q=lake', 'page'],
  ['/search?q=../..//x\\y%2e', 'page'],
  ['/notifications', 'page'],
  ['/settings', 'page'],
  ['/drafts', 'page'],
  ['/bookmarks', 'page'],
  ['/login', 'page'],
  ['/register', 'page'],
  ['/about', 'page'],
  ['/about/', 'page'],
  ['/about/x', 'none'],
  ['/graphql', 'API'],
  ['/graphql?query=%7B__typename%7D', 'API'],
  ['/graphql/assets/x.js', 'API'],
  ['/vitals', 'API'],
  ['/vitals/more', 'none'],
  ['/graphqlx', 'none'],
  ['/feed.xml', 'API'],
  ['/feed.xml?after=W10', 'API'],
  ['/feed.json', 'API'],
  ['/feed.xml/', 'API'],
  ['/@amara/feed.json/', 'API'],
  ['/tags/night-trains/feed.xml/?after=W10', 'API'],
  ['/sitemap.xml/', 'API'],
  ['/feed.xml/x', 'none'],
  ['/@amara/feed.xml', 'API'],
  ['/@amara/feed.json', 'API'],
  ['/%40ilse/feed.xml', 'API'],
  ['/%40ilse/feed.json', 'API'],
  ['/tags/night-trains/feed.xml', 'API'],
  ['/tags/night-trains/feed.json', 'API'],
  ['/tags/ac%2Fdc/feed.xml', 'API'],
  ['/tags/caf%C3%A9/feed.json', 'API'],
  ['/sitemap.xml', 'API'],
  ['/sitemap.xml?from=pages', 'API'],
  ['/robots.txt', 'API'],
  ['/nowhere', 'none'],
  ['/index.html', 'none'],
  ['/assets', 'none'],
  ['/assets/', 'none'],
  ['/assets/gone-12.js', 'none'],
  ['/assets/index-4f2a9c1b.js.br', 'none'],
  ['/assets/index-4f2a9c1b.js.gz', 'none'],
  ['/.git/config', 'none'],
  ['/.vite/manifest.json', 'none'],
];

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
describeWithNginx('nginx at IPv6', () => {
  test('answers as it does at IPv4, where the machine has it', async () => {
    const root = await mkdtemp(join(tmpdir(), 'wander-frontend-'));
    await copyFile(PAGE, join(root, 'index.html'));
    const nginx = await startNginx(root, 1);
    try {
      const { port } = new URL(nginx.url);
      const hasIpv6 = (await readFile('/proc/net/if_inet6', 'utf8').catch(() => '')) !== '';
      for (const host of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
        expect((await fetch(`http://${host}:${port}/write`)).status).toBe(200);
    } finally {
      await nginx.close();
      await rm(root, { recursive: true, force: true });
    }
  });
});
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
  let page: { status: number; headers?: Record<string, string>; body?: string | Buffer; isSlow?: boolean };

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
            bytes: Buffer.concat(chunks),
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
    for (const folder of ['atlas', '.vite']) await mkdir(join(root, folder), { recursive: true });
    for (const [name, text] of TEXTS) await writeFile(join(root, name), text);
    await writeFile(join(root, '.vite/manifest.json'), '{}');
    await compressTexts(root);

    api = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        if (request.url?.startsWith('/head/')) {
          response.writeHead(head.status, { 'content-type': 'text/html' }).end(head.body);
        } else if (request.url?.startsWith('/pages/')) {
          const { status, headers = {}, body = 'a reason that is for no reader', isSlow = false } = page;
          if (!isSlow) response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
        } else if (request.url?.startsWith('/graphql?large=')) {
          // As the API does: compressed for whoever asks it for that.
          const compresses = /gzip/.test(String(request.headers['accept-encoding']));
          const type = new URL(request.url, url).searchParams.get('large')!;
          response.writeHead(200, { 'content-type': type, ...(compresses && { 'content-encoding': 'gzip' }) });
          response.end(compresses ? gzipSync(LIST) : LIST);
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
    page = { status: 503 };
  });

  afterAll(async () => {
    await close();
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
    if (!process.env.FRONTEND_ROOT) await rm(root, { recursive: true, force: true });
  });

  test.each(PATHS.filter(([, by]) => by === 'page'))('%s is a page of Wander', async (path) => {
    const { status, headers, text } = await get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['cache-control']).toBe('no-cache');
    expect(text).toContain('<div id="root">');
    expect(seen.filter((request) => !/^\/(head|pages)\//.test(request.url))).toEqual([]);
  });

  test.each(PATHS.filter(([, by]) => by === 'none'))('%s answers 404 with the page', async (path) => {
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
    expect(seen.filter((request) => !/^\/(head|pages)\//.test(request.url))).toEqual([]);
  });

  test.each(['/', '/nowhere', '/config.js', '/assets/index-4f2a9c1b.js'])('%s carries the headers', async (path) => {
    const { headers } = await get(path);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toMatch(/script-src 'self'( 'sha256-[\w+/]{43}=')*;/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\$\{/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('hashed assets are kept for ever; what has no hash is asked for anew', async () => {
    const asset = await get('/assets/index-4f2a9c1b.js', { 'Accept-Encoding': 'br' });
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/config.js')).headers['cache-control']).toBe('no-cache');
    expect((await get('/stamps/FR.svg')).headers['cache-control']).toBe('public, max-age=604800');
    expect((await get('/favicon.svg')).headers['content-type']).toMatch(/^image\/svg\+xml/);
  });

  describe.each(TEXTS)('/%s', (name, text, type) => {
    test.each([
      ['gzip, deflate, br, zstd', 'br'],
      ['br', 'br'],
      ['BR;q=0.001', 'br'],
      ['gzip;q=1.0, br;q=1.000', 'br'],
      ['gzip,br', 'br'],
      ['gzip, deflate', 'gzip'],
      ['gzip, br;q=0', 'gzip'],
      ['br;q=0.000, gzip', 'gzip'],
      ['br;q=0', undefined],
      ['gzip;q=0, br;q=0.0', undefined],
      ['brotli, xbr, br-x', undefined],
      ['identity', undefined],
      ['', undefined],
    ])('is sent to who accepts “%s” as %s', async (accept, encoding) => {
      const answer = await get(`/${name}`, { 'Accept-Encoding': accept });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(answer.headers['content-type']).toMatch(type);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      if (encoding) expect(answer.headers.vary).toMatch(/^accept-encoding$/i);
      expect(decompressed(answer)).toBe(text);
    });

    test('is not sent again while it is unchanged, in whatever form', async () => {
      for (const accept of ['br', 'gzip', 'identity']) {
        const { headers } = await get(`/${name}`, { 'Accept-Encoding': accept });
        const again = await get(`/${name}`, { 'Accept-Encoding': accept, 'If-None-Match': headers.etag! });
        expect([accept, again.status, again.text]).toEqual([accept, 304, '']);
      }
    });
  });

  test('a text that is small is sent as it is', async () => {
    const { headers } = await get('/stamps/DE.svg', { 'Accept-Encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-type']).toBe('image/svg+xml');
  });

  test.each([
    'application/json; charset=utf-8',
    'application/graphql-response+json; charset=utf-8',
    'application/atom+xml; charset=utf-8',
    'application/feed+json; charset=utf-8',
    'application/xml; charset=utf-8',
  ])('an answer of the API of %s is compressed once', async (type) => {
    const path = `/graphql?large=${encodeURIComponent(type)}`;
    const answer = await get(path, { 'Accept-Encoding': 'gzip' });
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(decompressed(answer)).toBe(LIST);
    const plain = await get(path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(LIST);
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

  test('the page that its scripts make is compressed for whoever accepts that', async () => {
    for (const path of ['/settings', '/stories/a-walk', '/nowhere']) {
      const plain = await get(path);
      expect(plain.headers['content-encoding']).toBeUndefined();
      const compressed = await get(path, { 'Accept-Encoding': 'gzip' });
      expect(compressed.headers['content-encoding']).toBe('gzip');
      expect(compressed.headers.vary).toMatch(/^accept-encoding$/i);
      expect(decompressed(compressed)).toBe(plain.text);
    }
  });

  test('a page takes its head from the API, for its own address', async () => {
    // As a replacement `$&` would be what it replaces, as a page `<!--#` would be looked into again.
    const body = '<title>A walk $& $1</title><meta name="description" content="<!--# include virtual=/graphql -->">';
    head = { status: 200, body };
    const { status, text } = await get('/stories/a-walk?x=1', { 'X-Forwarded-For': '10.1.2.3' });
    expect(status).toBe(200);
    expect(text).toContain(body);
    expect(text.match(/<title>|name="description"|<!--#/g)).toHaveLength(3);
    expect(seen.map((request) => request.url)).toEqual(['/pages/stories/a-walk?x=1', '/head/stories/a-walk?x=1']);
    expect(seen[1]?.headers['x-forwarded-for']).toMatch(/^10\.1\.2\.3, .*127\.0\.0\.1$/);
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

  const PAGE_OF_API = {
    status: 200,
    headers: {
      'cache-control': 'public, s-maxage=5',
      etag: 'W/"x"',
      vary: 'Accept-Encoding',
      'content-encoding': 'br',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: brotliCompressSync('<!doctype html><div id="root">A walk</div>'),
  };

  test.each([
    '/',
    '/?after=W10',
    '/map',
    '/search?q=lake',
    '/about',
    '/stories/a-walk',
    '/stories/a-walk/',
    '/stories/a%2Fwalk?x=1',
    '/@amara',
    '/%40amara',
    '/tags/lake-malawi',
    '/tags/ac%2Fdc',
  ])('%s is the page that the API makes for guests, under the headers of pages', async (path) => {
    page = PAGE_OF_API;
    const { status, headers, bytes } = await get(path, {
      'Accept-Encoding': 'gzip, br',
      'If-None-Match': '"y"',
      'X-Forwarded-For': '10.1.2.3',
      Cookie: 'wander_rt=secret',
      Authorization: 'Bearer secret',
    });
    expect([status, bytes]).toEqual([200, PAGE_OF_API.body]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, s-maxage=5',
      etag: 'W/"x"',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(seen.map(({ method, url }) => [method, url])).toEqual([['GET', `/pages${path}`]]);
    expect(seen[0]!.headers).toMatchObject({
      'accept-encoding': 'gzip, br',
      'if-none-match': '"y"',
      'x-page-build': createHash('sha256')
        .update(await readFile(join(root, 'index.html')))
        .digest('hex')
        .slice(0, 16),
    });
    expect(seen[0]!.headers['x-forwarded-for']).toMatch(/^10\.1\.2\.3, .*127\.0\.0\.1$/);
    expect(JSON.stringify(seen)).not.toContain('secret');
  });

  test('a page of the API may be none, one at another address, and one that the reader has', async () => {
    page = { ...PAGE_OF_API, status: 404 };
    expect(await get('/stories/gone')).toMatchObject({ status: 404, bytes: PAGE_OF_API.body });
    page = { status: 308, headers: { location: '/@amara?after=1' }, body: '' };
    expect(await get('/@Amara?after=1')).toMatchObject({ status: 308, headers: { location: '/@amara?after=1' } });
    page = { status: 304, headers: { etag: 'W/"x"' }, body: '' };
    expect(await get('/', { 'If-None-Match': 'W/"x"' })).toMatchObject({ status: 304, headers: { etag: 'W/"x"' } });
  });

  test('a page of the API has its headers alone for HEAD', async () => {
    page = PAGE_OF_API;
    const { status, headers, text } = await get('/stories/a-walk', {}, 'HEAD');
    expect([status, headers.etag, text]).toEqual([200, 'W/"x"', '']);
    expect(seen.map(({ method, url }) => [method, url])).toEqual([['HEAD', '/pages/stories/a-walk']]);
  });

  test.each(['/write', '/settings', '/@amara/followers', '/following', '/nowhere', '/stories/a/b', '/pages/', '/page'])(
    '%s is made by its scripts alone',
    async (path) => {
      page = PAGE_OF_API;
      expect((await get(path)).text).toContain('<div id="root">');
      expect(seen.filter(({ url }) => url.startsWith('/pages/'))).toEqual([]);
    },
  );

  test.each([400, 401, 403, 405, 413, 429, 500, 501, 502, 503, 504])(
    'where the API answers %s the page is that of its scripts, with its head',
    async (status) => {
      page = { status, headers: { etag: 'W/"x"', 'cache-control': 'public, s-maxage=5', 'retry-after': '5' } };
      head = { status: 200, body: '<title>A walk</title>' };
      const answer = await get('/stories/a-walk');
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.headers).not.toHaveProperty('retry-after');
      expect(answer.text).toContain('<title>A walk</title>');
      expect(answer.text).toContain('<div id="root">');
      expect(answer.text).not.toContain('reason');
    },
  );

  test('where the API is slow the page is that of its scripts', async () => {
    page = { status: 200, isSlow: true };
    const answer = await get('/stories/a-walk');
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(answer.text).toContain('<div id="root">');
  });

  test.each(PATHS.filter(([, by]) => by === 'API'))('%s is the answer of the API, with its headers', async (path) => {
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

test('an answer that ends in its middle ends for whoever reads it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wander-frontend-'));
  await copyFile(PAGE, join(root, 'index.html'));
  const api = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': 500 });
    response.write('half', () => response.destroy());
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const server = await startStatic(root, (api.address() as { port: number }).port);
  try {
    for (const path of ['/', '/graphql', '/feed.xml'])
      await expect(fetch(`${server.url}${path}`).then((response) => response.text())).rejects.toThrow('terminated');
  } finally {
    await server.close();
    api.close();
    await rm(root, { recursive: true, force: true });
  }
});

test('a file that is gone fails for whoever asks for it, and everything else is served on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wander-frontend-'));
  await copyFile(PAGE, join(root, 'index.html'));
  await mkdir(join(root, 'assets'));
  for (const name of ['old.js', 'new.js']) await writeFile(join(root, 'assets', name), SCRIPT);
  const server = await startStaticServer({ root, apiUrl: 'http://127.0.0.1:1', port: 0 });
  try {
    await rm(join(root, 'assets/old.js'));
    for (let n = 0; n < 3; n += 1) await expect(fetch(`${server.url}/assets/old.js`)).rejects.toThrow('fetch failed');
    expect(await (await fetch(`${server.url}/assets/new.js`)).text()).toBe(SCRIPT);
  } finally {
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
});

test('the policy lets the scripts run that stand in the page, and no others', async () => {
  const page = await readFile(PAGE, 'utf8');
  const inline = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
  );
  const headers = await readFile(new URL('../../client/nginx/headers.conf', import.meta.url), 'utf8');
  expect(/script-src 'self'([^;]*);/.exec(headers)![1]!.split(' ').filter(Boolean)).toEqual(inline);
});
