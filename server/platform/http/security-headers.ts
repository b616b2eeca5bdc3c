import type { Config } from '../config/index.js';

const ALWAYS = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-site'],
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"],
  ['Cache-Control', 'no-store'],
].flat();
const SECURE = [...ALWAYS, 'Strict-Transport-Security', 'max-age=31536000; includeSubDomains'];

/** On every answer of the API, names and values in turn; GraphiQL's page widens its own policy. */
export const securityHeaders = (config: Config): readonly string[] => (config.isSecure ? SECURE : ALWAYS);
