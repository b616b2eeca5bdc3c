import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment.js';

const SECRETS = { JWT_SECRET: secret(24), SESSION_SECRET: secret(24) };
const DATABASE_URL = 'postgres://wander:x@127.0.0.1/wander';
/** As openssl rand -base64 makes it. */
function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

const production = (env: NodeJS.ProcessEnv) =>
  readEnvironment({ NODE_ENV: 'production', DATABASE_URL, ...SECRETS, ...env });

describe('a value in a file', () => {
  let directory: string;
  beforeAll(async () => (directory = await mkdtemp(join(tmpdir(), 'wander-environment-'))));
  afterAll(() => rm(directory, { recursive: true }));

  test.each([
    ['DATABASE_URL', 'postgres://wander:y@db/wander'],
    ['DATABASE_DIRECT_URL', 'postgres://wander:z@db/wander'],
    ['REDIS_URL', 'redis://:r@cache:6379/0'],
    ['JWT_SECRET', secret(48)],
    ['JWT_SECRET_PREVIOUS', secret(48)],
    ['SESSION_SECRET', secret(48)],
  ] as const)('%s can be given as one, whose last line end does not belong to it', async (name, value) => {
    const file = join(directory, name);
    await writeFile(file, `${value}\n`);
    expect(production({ [name]: '', [`${name}_FILE`]: file })[name]).toBe(value);
    expect(() => production({ [name]: value, [`${name}_FILE`]: file })).toThrow(
      `${name} and ${name}_FILE are both set`,
    );
  });
});

test('the limits are those of the documents unless they are set', () => {
  expect(production({})).toMatchObject({ RATE_LIMIT_PERSON: 50_000, RATE_LIMIT_GUEST: 10_000, RATE_LIMIT_WRITES: 60 });
  expect(production({ RATE_LIMIT_WRITES: '6' })).toMatchObject({ RATE_LIMIT_WRITES: 6 });
});

test('connections are counted from one', () => {
  expect(production({})).toMatchObject({ DATABASE_POOL: 10, DATABASE_READ_CONNECTIONS: 2 });
  for (const name of ['DATABASE_POOL', 'DATABASE_READ_CONNECTIONS'])
    for (const wrong of ['0', '2.5', 'many']) expect(() => production({ [name]: wrong })).toThrow(`${name} must be`);
});

describe('a secret in production', () => {
  test('of 32 bytes, unlike the others, is accepted', () => {
    expect(production({ JWT_SECRET_PREVIOUS: secret(24) })).toMatchObject(SECRETS);
  });

  test('is accepted as every usual program makes it', () => {
    const digits = () => Array.from(randomBytes(40), (byte) => String(byte % 10)).join('');
    for (let n = 0; n < 200; n += 1)
      for (const JWT_SECRET of [
        secret(48),
        secret(32),
        randomBytes(16).toString('hex'),
        randomBytes(32).toString('hex').toUpperCase(),
        randomBytes(36).toString('base64url'),
        randomUUID() + randomUUID(),
        randomUUID(),
        digits(),
        'correct horse battery staple and a lamp',
      ])
        expect(production({ JWT_SECRET })).toMatchObject({ JWT_SECRET });
  });

  test('is read without the white space around it, as from a file', () => {
    const JWT_SECRET = secret(48);
    expect(production({ JWT_SECRET: ` ${JWT_SECRET}\t\n` })).toMatchObject({ JWT_SECRET });
  });

  test.each(['JWT_SECRET', 'SESSION_SECRET', 'JWT_SECRET_PREVIOUS'])(
    '%s is refused by name, with the mend, when it has little variety',
    (name) => {
      for (const weak of [
        ' '.repeat(35),
        '\t\n\u00a0'.repeat(12),
        `${' '.repeat(20)}${secret(12)}${' '.repeat(20)}`,
        'a'.repeat(40),
        'é'.repeat(20),
        '\u200b'.repeat(35),
        'ab'.repeat(20),
        'a '.repeat(20),
        'password'.repeat(4),
        `${'x'.repeat(39)}y`,
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => letter.repeat(6)).join(''),
        secret(6).repeat(5),
        '0123456789'.repeat(4),
        '0123456789abcdef'.repeat(2),
        'abcdefghijklmnopqrstuvwxyzABCDEF',
        ' change-me-change-me-change-me-change-me',
        'CHANGEME'.repeat(4),
      ]) {
        expect(() => production({ [name]: weak })).toThrow(
          new RegExp(`- ${name} .*Make one with: openssl rand -base64 48`),
        );
      }
    },
  );

  test.each(['JWT_SECRET', 'SESSION_SECRET', 'JWT_SECRET_PREVIOUS'])(
    '%s is refused by name when it is short or an example, and never told',
    (name) => {
      expect(() => production({ [name]: 'x'.repeat(31) })).toThrow(`${name} is shorter than 32 bytes`);
      for (const example of ['change-me', 'secret', 'example', 'your-secret', 'replace', 'development-only']) {
        const value = `${example}${'-of-these-documents'.repeat(2)}`;
        expect(() => production({ [name]: value })).toThrow(`${name} is one of the examples`);
        expect(() => production({ [name]: value })).not.toThrow(value);
      }
    },
  );

  test.each(['JWT_SECRET', 'SESSION_SECRET', 'DATABASE_URL'])('%s is missed by name', (name) => {
    expect(() => production({ [name]: '' })).toThrow(`${name} is missing`);
  });

  test.each([
    ['JWT_SECRET', 'SESSION_SECRET'],
    ['JWT_SECRET', 'JWT_SECRET_PREVIOUS'],
    ['SESSION_SECRET', 'JWT_SECRET_PREVIOUS'],
  ])('%s is not %s, white space aside', (one, other) => {
    const value = secret(48);
    for (const same of [value, `${value}\n`, ` ${value}`])
      expect(() => production({ [one]: value, [other]: same })).toThrow(`${one} and ${other} are equal`);
  });
});

test('nobody is allowed what is not asked for: no other origins, no proxies; people may register', () => {
  expect(production({})).toMatchObject({ CORS_ORIGINS: [], TRUST_PROXY: [], REGISTRATION: 'open' });
});

describe('what a hurried host writes', () => {
  test.each([
    [{ LOG_LEVEL: 'INFO' }, { LOG_LEVEL: 'info' }],
    [{ LOG_LEVEL: 'warning' }, { LOG_LEVEL: 'warn' }],
    [{ REGISTRATION: 'Closed' }, { REGISTRATION: 'closed' }],
    [{ GRAPHIQL: '0' }, { GRAPHIQL: false }],
    [{ INTROSPECTION: 'No' }, { INTROSPECTION: false }],
    [{ GUEST_ANSWERS: 'ON' }, { GUEST_ANSWERS: true }],
    [{ PORT: ' 8080 ' }, { PORT: 8080 }],
    [{ NODE_ENV: 'prod' }, { NODE_ENV: 'production' }],
    [{ APP_ORIGIN: 'https://Wander.Example.com:443/' }, { APP_ORIGIN: 'https://wander.example.com' }],
    [{ APP_ORIGIN: 'http://wander.example.com:80' }, { APP_ORIGIN: 'http://wander.example.com' }],
    [{ APP_ORIGIN: '"https://reise.münchen.example"' }, { APP_ORIGIN: 'https://reise.xn--mnchen-3ya.example' }],
    [
      { CORS_ORIGINS: 'https://A.example https://b.example/' },
      { CORS_ORIGINS: ['https://a.example', 'https://b.example'] },
    ],
    [{ TRUST_PROXY: '10.0.0.0/8 127.0.0.1' }, { TRUST_PROXY: ['10.0.0.0/8', '127.0.0.1'] }],
    [{ DATABASE_URL: `'${DATABASE_URL}'` }, { DATABASE_URL }],
    [
      { DATABASE_URL: 'postgres://wander:p%23%40ss@db/wander' },
      { DATABASE_URL: 'postgres://wander:p%23%40ss@db/wander' },
    ],
    [
      { REDIS_URL: 'redis+sentinel://:r@h1:26379,h2:26379/name/0' },
      { REDIS_URL: 'redis+sentinel://:r@h1:26379,h2:26379/name/0' },
    ],
  ])('%j is understood', (env: Record<string, string>, values) => {
    expect(production(env)).toMatchObject(values);
  });

  test.each([
    ['DATABASE_URL', 'postgres://wander:p#ss@db/wander', /DATABASE_URL has “#” in its user or password, .* %23/],
    ['DATABASE_URL', 'postgres://wander:p@ss@db/wander', /has “@” .* %40/],
    ['DATABASE_URL', 'postgres://wander:p/ss@db/wander', /has “\/” .* %2F/],
    ['DATABASE_URL', 'postgres://wander:100%@db/wander', /has “%” .* %25/],
    ['DATABASE_URL', 'postgres://wander:p ss@db/wander', /has “ ” .* %20/],
    ['DATABASE_URL', 'postgres://wander:x@db:port/wander', /is no address such as postgres:\/\//],
    ['DATABASE_URL', 'mysql://db/wander', /must begin with postgres:\/\/ or postgresql:\/\//],
    ['REDIS_URL', 'redis://:a#b@cache:6379', /REDIS_URL has “#”/],
    ['APP_ORIGIN', 'ftp://wander.example.com', /APP_ORIGIN must be an origin/],
    ['APP_ORIGIN', 'wander.example.com', /APP_ORIGIN must begin with https:\/\/ or http:\/\//],
    ['APP_ORIGIN', 'https://wander.example.com/stories', /without a path/],
    ['CORS_ORIGINS', '*', /CORS_ORIGINS must be an origin/],
    ['HOST', 'http://0.0.0.0', /HOST must be an address/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL must be trace, debug, info, warn, error, or silent/],
    ['GRAPHIQL', 'maybe', /GRAPHIQL must be true or false/],
    ['PORT', '80000', /PORT must be a port number/],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', /must be an address such as http:\/\/collector:4318/],
    ['OTEL_TRACES_SAMPLER_ARG', '10', /must be a number between 0 and 1/],
  ])('%s=%s is refused with the mend', (name, value, message) => {
    expect(() => production({ [name]: value })).toThrow(message);
    if (name === 'DATABASE_URL') expect(() => production({ [name]: value })).not.toThrow('ss@db');
  });
});
