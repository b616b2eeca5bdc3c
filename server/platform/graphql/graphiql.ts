import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import type { AppError } from '../errors/index.js';
import { acceptedCompressions, refuseFor, type RequestLifetime } from '../http/index.js';
import { projectRoot } from '../project-root.js';

/** The page's editors make styles of their own; everything else is a file of this origin. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NOT_BUILT = `GraphiQL is not built yet: run make build.
The API itself answers POST requests of JSON at this address.
`;

const DIRECTORY = fileURLToPath(new URL('dist/graphiql', projectRoot));

export type ServeGraphiql = (req: IncomingMessage, res: ServerResponse, lifetime: RequestLifetime) => boolean;

/**
 * GraphiQL for browsers: the built page at `path` where HTML is asked for and no query is sent, and its files below.
 * @param directory where the page is built
 * @returns a listener that says whether the request was one for GraphiQL, and so is answered
 */
export function graphiqlAt(path: string, directory = DIRECTORY): ServeGraphiql {
  const assets = `${path}/assets/`;
  // `dev` looks at the disk for each request: a page that is built anew while the server runs is served as it then is.
  const files = sirv(directory, {
    dev: true,
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders: (res, pathname) => {
      const isPage = pathname === '/';
      res.setHeader('Content-Security-Policy', POLICY);
      res.setHeader('Cache-Control', isPage ? 'no-cache' : 'public, max-age=31536000, immutable');
      // The API answers at the page's address too, and pages of named origins may read what it answers.
      res.appendHeader('Vary', isPage ? 'Accept, Origin' : 'Origin');
    },
  });
  return (req, res, lifetime) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
    const isPage = pathname === path && !searchParams.has('query') && /\btext\/html\b/i.test(req.headers.accept ?? '');
    if (!isPage && !pathname.startsWith(assets)) return false;
    req.url = pathname.slice(path.length) || '/';
    // Nobody needs a part of these files, and a range that ends before it begins makes sirv throw.
    delete req.headers.range;
    // sirv looks for the names of compressions alone, also of those that are refused by a weight of 0.
    req.headers['accept-encoding'] = acceptedCompressions(req).join();
    try {
      lifetime.enter();
    } catch (error) {
      refuseFor(res, lifetime.requestId, error as AppError);
      return true;
    }
    // sirv leaves a file open when its reader leaves.
    res.once('pipe', (file: Readable) => lifetime.cancellation.onCancel(() => file.destroy()));
    files(req, res, () => (isPage ? text(res, 503, NOT_BUILT) : text(res, 404, 'There is no such file.\n')));
    return true;
  };
}

function text(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(body);
}
