import type { RedisOptions } from 'ioredis';

const SHAPE = /^(rediss?)(\+sentinel)?:\/\/(?:([^@]*)@)?([^/?#]+)(?:\/([^?#]*))?$/;
const HOST = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/;

/**
 * Reads the three forms of REDIS_URL: `redis://:password@host:6379/0`, `rediss://…` for TLS, and
 * `redis+sentinel://:password@h1:26379,h2:26379/name/0`, whose password is that of the Sentinels too.
 * User and password are percent-encoded.
 * @throws Error that says which part is wrong; it never carries the password.
 */
export function parseRedisUrl(url: string): RedisOptions {
  const [, scheme, sentinel, userInfo = '', hosts = '', path = ''] = SHAPE.exec(url) ?? [];
  if (scheme === undefined) {
    throw wrong('must look like redis://:password@host:6379/0 or redis+sentinel://:password@h1:26379,h2:26379/name/0');
  }
  const tls = scheme === 'rediss' ? {} : undefined;
  const { username, password } = credentialsOf(userInfo);
  const secured = { ...(username && { username }), ...(password && { password }), ...(tls && { tls }) };
  if (sentinel === undefined) {
    if (hosts.includes(',')) throw wrong('names several hosts: that is for redis+sentinel:// alone');
    return { ...secured, ...hostOf(hosts, 6379), db: databaseOf(path) };
  }
  const [name = '', database = '', ...rest] = path.split('/');
  if (name === '' || rest.length > 0) throw wrong('must end in the name of the primary and a database number: /name/0');
  return {
    ...secured,
    ...(password && { sentinelPassword: password }),
    ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
    sentinels: hosts.split(',').map((host) => hostOf(host, 26_379)),
    name: decode(name),
    db: databaseOf(database),
    failoverDetector: true,
  };
}

const wrong = (what: string): Error => new Error(`REDIS_URL ${what}.`);

function credentialsOf(userInfo: string): { username: string; password: string } {
  const colon = userInfo.indexOf(':');
  if (userInfo !== '' && colon < 0) throw wrong('needs a colon before the password, as in redis://:password@host');
  return { username: decode(userInfo.slice(0, Math.max(colon, 0))), password: decode(userInfo.slice(colon + 1)) };
}

function hostOf(text: string, defaultPort: number): { host: string; port: number } {
  const [, host, port] = HOST.exec(text.trim()) ?? [];
  const number = port === undefined ? defaultPort : Number(port);
  if (host === undefined || number < 1 || number > 65_535) throw wrong('has a host that is not name:port');
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}

function databaseOf(text: string): number {
  if (!/^\d{0,4}$/.test(text)) throw wrong('must end in a database number such as /0');
  return Number(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('has a user or password that is not percent-encoded');
  }
}
