import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createProxyServer } from 'http-proxy-3';
import sirv from 'sirv';
import { decodedPath, PAGES_OF_API } from '../client/build/page-paths.js';
import { buildOf } from '../server/modules/pages/page-template.js';
import { acceptedCompressions, compress } from '../server/platform/http/compression.js';
import { answerWithoutUpgrade, isWebSocket } from '../server/platform/http/other-upgrades.js';

export interface StaticServerOptions {
  /** The built client. */
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
/** Longer than the API's own 300 ms. */
const PAGE_TIMEOUT_MS = 500;
const PAGE_STATUSES = [200, 304, 308, 404];
/** Of the API's headers, what says something of the page; the others are this server's own. */
const PAGE_HEADERS = [
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'etag',
  'location',
  'vary',
  'x-request-id',
];
const PROXIED = /^\/(graphql(\/.*)?|vitals|head\/.*|sitemap\.xml|robots\.txt|((@|tags\/).+\/)?feed\.(xml|json))\/?$/;
/** As nginx.conf has them: another target or host would be read differently by whoever comes after. */
const HOST = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/;
const NO_PLAIN_PATH = /^[^?]*(\/\/|[\\#]|%00|%(?![0-9a-f]{2})|(\/|%2f|%5c)(\.|%2e){1,2}(\/|%2f|%5c|\?|$))/i;
const PAGES = [
  /^\/(following|map|write|search|notifications|settings|drafts|bookmarks|login|register|about)?\/?$/,
  /^\/(stories|write|tags)\/[^/]+\/?$/,
  /^\/@[^/]+(\/followers|\/following)?\/?$/,
];
/** No file of its own: nginx does not send it either. */
const NO_FILE = /^\/index\.html$|\/\.|\.(br|gz)$/;

/**
 * Serves the built client as nginx does in the images (client/nginx): the same routes, headers and proxied paths.
 * One suite of requests, test/e2e/frontend.test.ts, holds the two together.
 * @throws the listener's error, as when the port is taken.
 */
export async function startStaticServer(
  options: StaticServerOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const { root, apiUrl, port, host = '127.0.0.1', secure = false } = options;
  const headers = securityHeaders(secure);
  const page = await readFile(join(root, 'index.html'), 'utf8');
  const build = buildOf(page);
  const proxy = createProxyServer({ target: apiUrl, xfwd: true });
  proxy.on('error', (_error, _request, response) => {
    if ('writeHead' in response && !response.headersSent) response.writeHead(502, { 'Content-Type': 'text/plain' });
    response.end('The API does not answer.\n');
  });

  // Half an answer of an API that was killed in the middle: who waits for the rest is told.
  proxy.on('proxyRes', (answer, _request, response) => answer.once('error', () => response.destroy()));

  const sendPage = async (request: IncomingMessage, response: ServerResponse, status: number): Promise<void> => {
    const head = await headOf(apiUrl, request);
    const text = Buffer.from(page.replace(HEAD, (_, plain: string) => head || plain));
    const [compression] = acceptedCompressions(request);
    const body = compression === undefined ? text : await compress(text, compression);
    if (compression !== undefined) response.setHeader('Content-Encoding', compression);
    response.setHeader('Vary', 'Accept-Encoding');
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const sendPageOfApi = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await pageOf(apiUrl, build, request);
    if (answer === undefined) return sendPage(request, response, 200);
    for (const name of PAGE_HEADERS) {
      const value = answer.headers[name];
      if (value !== undefined) response.setHeader(name, value);
    }
    response.writeHead(answer.statusCode!);
    // Whichever of the two breaks off, the other does not wait for it.
    pipeline(answer, response, () => undefined);
  };
  const files = sirv(root, {
    etag: true,
    gzip: true,
    brotli: true,
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
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && PAGES_OF_API.test(path)) return void sendPageOfApi(request, response);
    if (PAGES.some((route) => route.test(path))) return void sendPage(request, response, 200);
    if (NO_FILE.test(path)) return void sendPage(request, response, 404);
    // Nobody needs a part of these files, and a range that ends before it begins makes sirv throw.
    delete request.headers.range;
    // sirv looks for the names of compressions alone, also of those that are refused by a weight of 0.
    request.headers['accept-encoding'] = acceptedCompressions(request).join();
    closeTogether(request.socket, response);
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

/**
 * sirv leaves a file open when its reader leaves, and Node closes only the response that is being written. A file that cannot be read
 * any more, as while the client is built anew, ends the response that it was for, and nothing else.
 */
function closeTogether(socket: Socket, response: ServerResponse): void {
  response.once('pipe', (file: Readable) => {
    const close = () => file.destroy();
    socket.once('close', close);
    file.once('close', () => socket.off('close', close));
    file.once('error', () => response.destroy());
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

const pathOf = ({ url = '/' }: IncomingMessage): string => decodedPath(url);

/** The lines `add_header Name "value" always;` of nginx's file, filled in; an empty value is not sent. */
function securityHeaders(secure: boolean): [string, string][] {
  const text = readFileSync(HEADERS_FILE, 'utf8')
    .replaceAll('${CONNECT_SRC}', '')
    .replaceAll('${HSTS}', secure ? 'max-age=31536000; includeSubDomains' : '');
  return [...text.matchAll(/^add_header (\S+) "(.*)" always;$/gm)]
    .map(([, name = '', value = '']): [string, string] => [name, value])
    .filter(([, value]) => value !== '');
}

/**
 * The page as the API makes it for guests, whoever reads; undefined when it is away, slow, or has none for this build.
 * @param build tells the files of this build from others
 */
function pageOf(apiUrl: string, build: string, request: IncomingMessage): Promise<IncomingMessage | undefined> {
  const { method, url, headers } = request;
  return new Promise((resolve) => {
    const asked = httpRequest(`${apiUrl}/pages${url}`, {
      method: method!,
      headers: {
        'X-Forwarded-For': forwardedFor(request),
        'X-Page-Build': build,
        ...(headers['accept-encoding'] && { 'Accept-Encoding': headers['accept-encoding'] }),
        ...(headers['if-none-match'] && { 'If-None-Match': headers['if-none-match'] }),
      },
    });
    const timer = setTimeout(() => asked.destroy(), PAGE_TIMEOUT_MS);
    asked.once('response', (answer) => {
      clearTimeout(timer);
      if (PAGE_STATUSES.includes(answer.statusCode!)) return resolve(answer);
      answer.resume();
      resolve(undefined);
    });
    asked.on('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    asked.end();
  });
}

const forwardedFor = ({ headers, socket }: IncomingMessage): string =>
  [headers['x-forwarded-for'] ?? [], socket.remoteAddress ?? []].flat().join(', ');

/** What a shared link shows, made by the API; nothing when it has nothing to say. */
async function headOf(apiUrl: string, request: IncomingMessage): Promise<string> {
  try {
    const response = await fetch(`${apiUrl}/head${request.url}`, {
      headers: { 'X-Forwarded-For': forwardedFor(request) },
      signal: AbortSignal.timeout(HEAD_TIMEOUT_MS),
    });
    return response.status === 200 ? await response.text() : '';
  } catch {
    return '';
  }
}
