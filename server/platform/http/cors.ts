import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/index.js';

export const isPreflight = (req: IncomingMessage): boolean =>
  req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;

/**
 * Whatever clients send, such as the names and traces of their libraries: without cookies none of it can do harm. The star does
 * not stand for `Authorization`, and for nothing in old browsers.
 */
const ALLOWED_HEADERS =
  'Authorization, Content-Type, X-Request-Id, X-Expected-Viewer, Apollo-Require-Preflight, X-Apollo-Operation-Name, ' +
  'Apollographql-Client-Name, Apollographql-Client-Version, *';

/**
 * Origins named in CORS_ORIGINS may read answers with a Bearer token; never with cookies.
 * @returns names and values in turn
 */
export function corsHeaders(req: IncomingMessage, config: Config): readonly string[] {
  if (config.corsOrigins.length === 0) return [];
  const vary = ['Vary', 'Origin'];
  const { origin } = req.headers;
  if (origin === undefined || !config.corsOrigins.includes(origin)) return vary;
  const allowed = [
    ...vary,
    ...['Access-Control-Allow-Origin', origin],
    ...['Access-Control-Expose-Headers', 'X-Request-Id, Retry-After, WWW-Authenticate, Allow, Accept-Encoding'],
  ];
  if (!isPreflight(req)) return allowed;
  return [
    ...allowed,
    ...['Access-Control-Allow-Methods', 'GET, POST'],
    ...['Access-Control-Allow-Headers', ALLOWED_HEADERS],
    ...['Access-Control-Max-Age', '7200'],
  ];
}
