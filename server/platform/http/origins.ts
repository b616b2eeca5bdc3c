import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/index.js';
import { LIMITS } from '../limits.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Returns true when there is no Origin header, or it is Wander's own or this address'. */
export function isOurOrigin({ headers }: IncomingMessage, config: Config): boolean {
  const { origin, host } = headers;
  if (origin === undefined || sameOrigin(origin, config.appOrigin)) return true;
  return (['http', 'https'] as const).some((scheme) => sameOrigin(origin, `${scheme}://${host}`));
}

/** Are they one origin? The names of this machine are one name. */
function sameOrigin(one: string, other: string): boolean {
  if (one.length > LIMITS.text.hostCharacters || other.length > LIMITS.text.hostCharacters) return false;
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  if (a.origin === b.origin) return true;
  return a.protocol === b.protocol && a.port === b.port && LOOPBACK.has(a.hostname) && LOOPBACK.has(b.hostname);
}
