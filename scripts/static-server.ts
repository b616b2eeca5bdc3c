import { readFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createProxyServer } from 'http-proxy-3';
import sirv from 'sirv';
import { answerWithoutUpgrade, isWebSocket } from '../server/platform/http/other-upgrades.js';

export interface StaticServerOptions {
  /** The built client. Compressed copies of its texts are written beside them. */
  root: string;
  /** Where the API listens, as in http://127.0.0.1:8000. */
  apiUrl: string;
  /** 0 for any that is free. */
  port: number;
  host?: string;
  /** Do people come over https? Then browsers are told to stay there. */
  secure?: boolean;
}

const HEADERS_FILE = new URL('../client/nginx/headers.conf', import.meta.url);
/** nginx's own words: the block stands where the include has nothing. */
const HEAD =
  /<!--# block name="plain" -->(.*)<!--# endblock -->\s*<!--# include virtual="\/head\$request_uri" stub="plain" -->/s;
const HEAD_TIMEOUT_MS = 2_000;
const PROXIED = /^\/(graphql(\/.*)?|head\/.*|sitemap\.xml|robots\.txt|((@|tags\/)[^/]+\/)?feed\.(xml|json))$/;
/** As nginx.conf has them: another target or host would be read differently by whoever comes after. */
const HOST = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/;
const NO_PLAIN_PATH = /^[^?]*(\/\/|[\\#]|%00|%(?![0-9a-f]{2})|(\/|%2f|%5c)(\.|%2e){1,2}(\/|%2f|%5c|\?|$))/i;
const PAGES = [
  /^\/(following|map|write|search|notifications|settings|drafts|bookmarks|login|register|about)?\/?$/,
  /^\/(stories|write|tags)\/[^/]+\/?$/,
  /^\/@[^/]+(\/followers|\/following)?\/?$/,
];
const COMPRESSIBLE = /\.(js|css|svg|json|webmanifest)$/;
const SMALLEST_COMPRESSED = 1_024;

/**
 * Serves the built client as nginx does in the images (client/nginx): the same routes, headers and proxied paths.
 * One suite of requests, test/e2e/frontend.test.ts, holds the two together.
 * @throws the listener's error, as when the port is taken.
 */
export async function startStaticServer(
  options: StaticServerOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const { root, apiUrl, port, host = '127.0.0.1', secure = false } = options;
  await compressTexts(root);
  const headers = securityHeaders(secure);
  const page = await readFile(join(root, 'index.html'), 'utf8');
  const proxy = createProxyServer({ target: apiUrl, xfwd: true });
  proxy.on('error', (_error, _request, response) => {
    if ('writeHead' in response && !response.headersSent) response.writeHead(502, { 'Content-Type': 'text/plain' });
    response.end('The API does not answer.\n');
  });

  const sendPage = async (request: IncomingMessage, response: ServerResponse, status: number): Promise<void> => {
    const head = await headOf(apiUrl, request);
    const text = page.replace(HEAD, (_, plain: string) => head || plain);
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  const files = sirv(root, {
    etag: true,
    gzip: true,
    extensions: [],
    setHeaders: (response, path) => response.setHeader('Cache-Control', keptFor(path)),
    onNoMatch: (request, response) => void sendPage(request, response, 404),
  });

  const server = createServer((request, response) => {
    if (!isWellFormed(request)) return void response.writeHead(400, { Connection: 'close' }).end();
    if (secure && request.headers['x-forwarded-proto'] === 'http') {
      response.writeHead(308, { Location: `https://${request.headers.host}${request.url}` }).end();
      return;
    }
    const path = pathOf(request);
    if (PROXIED.test(path)) return proxy.web(request, response);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (PAGES.some((route) => route.test(path))) return void sendPage(request, response, 200);
    if (path === '/index.html') return void sendPage(request, response, 404);
    // Nobody needs a part of these files, and a range that ends before it begins makes sirv throw.
    delete request.headers.range;
    closeWithConnection(request.socket, response);
    files(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isWebSocket(request)) answerWithoutUpgrade(server, request, socket, head);
    else if (isWellFormed(request) && PROXIED.test(pathOf(request))) proxy.ws(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}`,
    close: async () => {
      proxy.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** sirv leaves a file open when its reader leaves, and Node closes only the response that is being written. */
function closeWithConnection(socket: Socket, response: ServerResponse): void {
  response.once('pipe', (file: Readable) => {
    const close = () => file.destroy();
    socket.once('close', close);
    file.once('close', () => socket.off('close', close));
  });
}

/** Hashed files for ever; outlines of countries, which change less than what they cost, for a week. */
function keptFor(path: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  return /^\/(stamps|atlas)\//.test(path) ? 'public, max-age=604800' : 'no-cache';
}

/** Is the target a path as it stands, and is there one host? */
function isWellFormed({ url = '', headers: { host = '' }, rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name)).length;
  return url.startsWith('/') && !NO_PLAIN_PATH.test(url) && hosts === 1 && HOST.test(host);
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/[?#].*$/, '');

/** The lines `add_header Name "value" always;` of nginx's file, filled in; an empty value is not sent. */
function securityHeaders(secure: boolean): [string, string][] {
  const text = readFileSync(HEADERS_FILE, 'utf8')
    .replaceAll('${CONNECT_SRC}', '')
    .replaceAll('${HSTS}', secure ? 'max-age=31536000; includeSubDomains' : '');
  return [...text.matchAll(/^add_header (\S+) "(.*)" always;$/gm)]
    .map(([, name = '', value = '']): [string, string] => [name, value])
    .filter(([, value]) => value !== '');
}

/** What a shared link shows, made by the API; nothing when it has nothing to say. */
async function headOf(apiUrl: string, { url: uri, headers, socket }: IncomingMessage): Promise<string> {
  try {
    const forwarded = [headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat().join(', ');
    const response = await fetch(`${apiUrl}/head${uri}`, {
      headers: { 'X-Forwarded-For': forwarded },
      signal: AbortSignal.timeout(HEAD_TIMEOUT_MS),
    });
    return response.status === 200 ? await response.text() : '';
  } catch {
    return '';
  }
}

async function compressTexts(root: string): Promise<void> {
  for (const name of await readdir(root, { recursive: true })) {
    const file = join(root, name);
    if (!COMPRESSIBLE.test(name) || name === 'config.js') continue;
    const [original, compressed] = await Promise.all([stat(file), stat(`${file}.gz`).catch(() => undefined)]);
    if (original.size < SMALLEST_COMPRESSED || (compressed && compressed.mtimeMs >= original.mtimeMs)) continue;
    await writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file), { level: 9 }));
  }
}
