import type { Config } from '../config/index.js';

const ALWAYS: [string, string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-site'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"],
  ['Cache-Control', 'no-store'],
];
const SECURE: [string, string][] = [...ALWAYS, ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains']];

/** On every answer of the API; GraphiQL's page widens its own policy. */
export const securityHeaders = (config: Config): [string, string][] => (config.isSecure ? SECURE : ALWAYS);
