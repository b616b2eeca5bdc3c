import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/index.js';

export const isPreflight = (req: IncomingMessage): boolean =>
  req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;

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
    ...['Access-Control-Expose-Headers', 'X-Request-Id, Retry-After'],
  ];
  if (!isPreflight(req)) return allowed;
  return [
    ...allowed,
    ...['Access-Control-Allow-Methods', 'GET, POST'],
    ...['Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Expected-Viewer, X-Request-Id'],
    ...['Access-Control-Max-Age', '7200'],
  ];
}
