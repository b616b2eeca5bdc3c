import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type App, startApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Person, signUp } from '../support/factories.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { Relay } from '../support/relay.js';

const READ = '{ viewer { email } }';
const WRITE = 'mutation { createPost(input: { title: "A walk" }) { post { id } } }';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const throughRelay = (url: string, relay: Relay): string => {
  const through = new URL(url);
  through.host = `127.0.0.1:${relay.port}`;
  return through.href;
};

/** Asks one after the other, reads and writes in turn. @returns the codes of errors, `ok` without one */
async function ask(app: App, { token }: Person, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const { body } = await app.graphql(n % 4 === 3 ? WRITE : READ, {}, { token });
    codes.push(body.errors?.[0]?.extensions.code ?? 'ok');
  }
  return codes;
}

test('connections to PostgreSQL that are cut without a word are noticed once each, and then all is well', async () => {
  const relay = await Relay.to(Number(new URL(database.url).port));
  const app = await startApp({ TRUST_PROXY: '127.0.0.1', DATABASE_URL: throughRelay(database.url, relay) });
  try {
    const ana = await signUp(app);
    expect(new Set(await ask(app, ana, 20))).toEqual(new Set(['ok']));
    const cut = relay.count;
    relay.silence();
    const codes = await ask(app, ana, 20);
    const failed = codes.filter((code) => code !== 'ok');
    expect(new Set(failed)).toEqual(new Set(['UNAVAILABLE']));
    expect(failed.length).toBeLessThanOrEqual(cut);
    expect(codes.slice(-8)).toEqual(Array.from({ length: 8 }, () => 'ok'));
  } finally {
    await app.close();
    await relay.close();
  }
});

describeWithRedis('connections to Redis', () => {
  test('that are cut without a word keep nobody from anything', async () => {
    const redis = await RedisServer.start();
    const relay = await Relay.to(redis.port);
    const env = { DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${relay.port}/0` };
    const app = await startApp({ TRUST_PROXY: '127.0.0.1', ...env });
    try {
      const ana = await signUp(app);
      relay.silence();
      expect(new Set(await ask(app, ana, 40))).toEqual(new Set(['ok']));
    } finally {
      await app.close();
      await relay.close();
      await redis.close();
    }
  });
});
