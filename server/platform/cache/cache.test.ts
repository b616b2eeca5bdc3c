import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { redisInsStore } from 'cache-manager-ioredis-yet';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RedisConnections } from '../redis/index.js';
import { Cache, isListOf } from './cache.js';
import { MemoryStore } from './memory-store.js';
import { RedisStore } from './redis-store.js';

/** Only the fault tests need the true 50 ms: a busy machine is not a fault. */
const PATIENT = { commandTimeoutMs: 5_000 };
const anything = () => true;

const HOSTILE = [
  '_function_x|function(){globalThis.__pwned = true; return 1}',
  '_function_|() => 1',
  '_bigint_x',
  '_bigint_12',
  '_regexp_g|((',
  '_regexp_g|a+',
  '_date_2026-11-14T09:00:00.123Z',
  '_symbol_x',
  '_undefined_',
  '_Infinity_',
  '_NaN_',
  '_constructor-name_',
  '_duplicate_["root"]',
  ':base64:aGVsbG8=',
  '"}{',
  '\\',
];

function behavesAsACache(make: () => Promise<{ cache: Cache; close: () => Promise<void> }>) {
  let cache: Cache;
  let close: () => Promise<void>;
  let loads = 0;
  const load = async () => ({ loads: (loads += 1) });
  beforeAll(async () => ({ cache, close } = await make()));
  afterAll(() => close());

  test('loads once and remembers, key by key', async () => {
    loads = 0;
    expect(await cache.remember('v1:t:a', 60, load, anything)).toEqual({ loads: 1 });
    expect(await cache.remember('v1:t:a', 60, load, anything)).toEqual({ loads: 1 });
    expect(await cache.remember('v2:t:a', 60, load, anything)).toEqual({ loads: 2 });
  });

  test('remembers null and forgets what it is told to', async () => {
    let calls = 0;
    const nothing = async () => ((calls += 1), null);
    expect(await cache.remember('v1:t:null', 60, nothing, anything)).toBeNull();
    expect(await cache.remember('v1:t:null', 60, nothing, anything)).toBeNull();
    expect(calls).toBe(1);
    await cache.forget('v1:t:null', 'v1:t:never-there');
    await cache.forget();
    await cache.remember('v1:t:null', 60, nothing, anything);
    expect(calls).toBe(2);
  });

  test('lets a value go when its time is over', async () => {
    loads = 0;
    await cache.remember('v1:t:short', 0.2, load, anything);
    await sleep(300);
    expect(await cache.remember('v1:t:short', 0.2, load, anything)).toEqual({ loads: 2 });
  });

  test('200 readers of one cold key share one load and get copies of their own', async () => {
    loads = 0;
    const slow = async () => (await sleep(50), load());
    const values = await Promise.all(
      Array.from({ length: 200 }, () => cache.remember('v1:t:cold', 60, slow, anything)),
    );
    expect(loads).toBe(1);
    expect(new Set(values).size).toBe(200);
    expect(values.every((value) => value.loads === 1)).toBe(true);
  });

  test("keeps no error: the next reader's load is tried", async () => {
    const fails = async () => Promise.reject(new Error('no database'));
    await expect(cache.remember('v1:t:error', 60, fails, anything)).rejects.toThrow('no database');
    expect(await cache.remember('v1:t:error', 60, async () => 'fine', anything)).toBe('fine');
  });

  test('does not keep what was read before a write and arrives after it', async () => {
    let finish: (value: string) => void = () => {};
    let reading: () => void = () => {};
    const started = new Promise<void>((resolve) => (reading = resolve));
    const old = cache.remember(
      'v1:t:race',
      60,
      () => {
        reading();
        return new Promise<string>((resolve) => (finish = resolve));
      },
      anything,
    );
    await started;
    await cache.forget('v1:t:race');
    finish('old');
    expect(await old).toBe('old');
    expect(await cache.remember('v1:t:race', 60, async () => 'new', anything)).toBe('new');
  });

  test('takes a value of another shape for a miss', async () => {
    const pins = isListOf('latitude', 'count');
    const load = async () => [{ latitude: 1, count: 2 }];
    for (const other of [null, {}, 'text', [1], [null], [{ latitude: 1 }]]) {
      await cache.forget('v1:t:pins');
      await cache.remember<unknown>('v1:t:pins', 60, async () => other, anything);
      expect(await cache.remember('v1:t:pins', 60, load, pins)).toEqual([{ latitude: 1, count: 2 }]);
      expect(await cache.remember('v1:t:pins', 60, async () => [], pins)).toEqual([{ latitude: 1, count: 2 }]);
    }
  });

  test('gives the first reader what all others get', async () => {
    const load = async () => ({ at: new Date(0), gone: undefined, text: 'a' });
    const first: unknown = await cache.remember('v1:t:shape', 60, load, anything);
    const second: unknown = await cache.remember('v1:t:shape', 60, load, anything);
    expect(first).toEqual({ at: '1970-01-01T00:00:00.000Z', text: 'a' });
    expect(second).toEqual(first);
  });

  test.each(HOSTILE)('reads back %j as it was, alone, in an object, in a list and as a name', async (text) => {
    const value = { text, nested: { text, list: [text, { [text]: text }] } };
    await cache.remember(`v1:t:hostile:${text}`, 60, async () => value, anything);
    await cache.remember(`v1:t:hostile-alone:${text}`, 60, async () => text, anything);
    const notCalled = async () => Promise.reject(new Error('it was not remembered'));
    expect(await cache.remember(`v1:t:hostile:${text}`, 60, notCalled, anything)).toEqual(value);
    expect(await cache.remember(`v1:t:hostile-alone:${text}`, 60, notCalled, anything)).toBe(text);
  });
}

describe('the cache in memory', () => {
  behavesAsACache(async () => ({ cache: new Cache(new MemoryStore()), close: async () => {} }));
});

describeWithRedis('the cache in Redis', () => {
  let server: RedisServer;
  const opened: RedisConnections[] = [];

  async function connect(timeouts = PATIENT) {
    const connections = new RedisConnections({ redisUrl: server.url }, timeouts);
    await connections.onModuleInit();
    opened.push(connections);
    const connection = connections.cache!;
    return { connection, redis: connection.redis, cache: new Cache(new RedisStore(connection)), connections };
  }

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterEach(() => server.resume());
  afterAll(async () => {
    for (const connections of opened) connections.onApplicationShutdown();
    await server.close();
  });

  behavesAsACache(async () => {
    const { cache } = await connect();
    return { cache, close: async () => {} };
  });

  test('is shared by two processes', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.cache.remember('v1:t:shared', 60, async () => 'from one', anything);
    expect(await other.cache.remember('v1:t:shared', 60, async () => 'from the other', anything)).toBe('from one');
    await other.cache.forget('v1:t:shared');
    expect(await one.cache.remember('v1:t:shared', 60, async () => 'again', anything)).toBe('again');
  });

  test('lives in a database of its own, under its own prefix, with a time to live', async () => {
    const { cache, redis, connections } = await connect();
    await cache.remember('v1:t:place', 60, async () => 1, anything);
    expect(await redis.pttl('wander:v1:t:place')).toBeGreaterThan(50_000);
    expect(await connections.commands!.redis.keys('wander:v1:*')).toEqual([]);
  });

  test('seals a hole that is there: the unsealed store makes a function of a text', async () => {
    const { redis, cache } = await connect();
    const unsealed = redisInsStore(redis) as unknown as {
      set(key: string, value: unknown): Promise<void>;
      get(key: string): Promise<{ title: unknown }>;
    };
    const story = { title: '_function_x|function(){return "code of a stranger"}' };
    await unsealed.set('raw', story);
    expect(typeof (await unsealed.get('raw')).title).toBe('function');
    await unsealed.set('raw', { title: '_regexp_g|((' });
    await expect(unsealed.get('raw')).rejects.toThrow();

    await cache.remember('v1:t:sealed', 60, async () => story, anything);
    expect(await cache.remember('v1:t:sealed', 60, async () => ({ title: 'not remembered' }), anything)).toEqual(story);
    // What lies in Redis is one JSON string around JSON: telejson sees a text that begins with a brace.
    expect(JSON.parse((await redis.get('wander:v1:t:sealed'))!)).toMatch(/^\{"value":/);
  });

  test.each([
    'not json',
    '"plain text"',
    '"{\\"value\\":\\"not an envelope\\"}"',
    '"{\\"value\\":\\"{\\\\\\"old\\\\\\":1}\\"}"',
    '"_regexp_g|(("',
    '"_function_x|function(){ throw 1 }"',
    '{"value":{"deep":"_function_x|function(){}"}}',
    '',
  ])('a corrupt or old value is a miss: %s', async (stored) => {
    const { redis, cache, connection } = await connect();
    await redis.set('wander:v1:t:corrupt', stored);
    for (let n = 0; n < 6; n += 1) await cache.remember('v1:t:corrupt', 60, async () => 'fresh', anything);
    expect(await cache.remember('v1:t:corrupt', 60, async () => 'not remembered', anything)).toBe('fresh');
    expect(connection.breaker.isOpen).toBe(false);
  });

  test('a value of another kind at the same key is a miss', async () => {
    const { redis, cache } = await connect();
    await redis.lpush('wander:v1:t:list', 'x');
    expect(await cache.remember('v1:t:list', 60, async () => 'fresh', anything)).toBe('fresh');
  });
});

describeWithRedis('a Redis that fails', () => {
  let server: RedisServer;
  let connections: RedisConnections;
  let cache: Cache;

  beforeAll(async () => {
    server = await RedisServer.start();
    connections = new RedisConnections({ redisUrl: server.url });
    await connections.onModuleInit();
    cache = new Cache(new RedisStore(connections.cache!));
  });
  afterAll(async () => {
    connections.onApplicationShutdown();
    server.resume();
    await server.close();
  });

  /** Milliseconds until a value is remembered again. */
  async function timeUntilRemembered(): Promise<number> {
    const start = Date.now();
    for (let n = 0; Date.now() - start < 8_000; n += 1) {
      const key = `v1:t:back:${start}:${n}`;
      await cache.remember(key, 60, async () => 'first', anything);
      if ((await cache.remember(key, 60, async () => 'second', anything)) === 'first') return Date.now() - start;
      await sleep(50);
    }
    return Infinity;
  }

  async function readsLikeWithoutCache() {
    const start = Date.now();
    for (let n = 0; n < 100; n += 1) {
      expect(await cache.remember('v1:t:away', 60, async () => n, anything)).toBe(n);
      await cache.forget('v1:t:away');
    }
    return Date.now() - start;
  }

  test('hung, costs a few short waits and then none, and is used again within 5 s', async () => {
    await timeUntilRemembered();
    server.pause();
    // Five waits of 50 ms open the breaker; without it 300 calls would wait 15 s.
    expect(await readsLikeWithoutCache()).toBeLessThan(7_500);
    expect(connections.cache!.breaker.isOpen).toBe(true);
    await sleep(2_500); // long enough for tries that fail and reconnect
    await readsLikeWithoutCache();
    server.resume();
    expect(await timeUntilRemembered()).toBeLessThan(5_000);
  });

  test('down, costs nothing, and is used again within 5 s', async () => {
    await timeUntilRemembered();
    await server.stop();
    await readsLikeWithoutCache();
    expect(connections.cache!.breaker.isOpen).toBe(true);
    await sleep(1_500);
    await server.start();
    expect(await timeUntilRemembered()).toBeLessThan(5_000);
  });

  test('back, does not bring back what was to be forgotten meanwhile', async () => {
    await timeUntilRemembered();
    await cache.remember('v1:t:stale', 600, async () => 'old', anything);
    server.pause();
    await readsLikeWithoutCache();
    await cache.forget('v1:t:stale');
    server.resume();
    await timeUntilRemembered();
    expect(await cache.remember('v1:t:stale', 600, async () => 'new', anything)).toBe('new');
  });

  test('absent at the start, does not hold the start up', async () => {
    await server.stop();
    const late = new RedisConnections({ redisUrl: server.url });
    const start = Date.now();
    await late.onModuleInit();
    // ioredis by itself would try for ten seconds.
    expect(Date.now() - start).toBeLessThan(5_000);
    late.onApplicationShutdown();
    await server.start();
  });
});
