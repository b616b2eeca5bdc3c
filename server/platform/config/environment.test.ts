import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from './environment.js';

const SECRETS = { JWT_SECRET: 'j'.repeat(32), SESSION_SECRET: 's'.repeat(32) };
const DATABASE_URL = 'postgres://wander:x@127.0.0.1/wander';
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
    ['JWT_SECRET', 'a'.repeat(40)],
    ['JWT_SECRET_PREVIOUS', 'b'.repeat(40)],
    ['SESSION_SECRET', 'c'.repeat(40)],
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
  test('of 32 bytes, unlike the other, is accepted', () => {
    expect(production({ JWT_SECRET_PREVIOUS: 'p'.repeat(32) })).toMatchObject(SECRETS);
    expect(production({ JWT_SECRET: 'é'.repeat(16) })).toMatchObject({ JWT_SECRET: 'é'.repeat(16) });
  });

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

  test('is not the other one', () => {
    expect(() => production({ SESSION_SECRET: SECRETS.JWT_SECRET })).toThrow('JWT_SECRET and SESSION_SECRET are equal');
  });
});

test('nobody is allowed what is not asked for: no other origins, no proxies; people may register', () => {
  expect(production({})).toMatchObject({ CORS_ORIGINS: [], TRUST_PROXY: [], REGISTRATION: 'open' });
});
