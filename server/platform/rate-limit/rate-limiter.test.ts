import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RedisConnections } from '../redis/index.js';
import { RateLimiter } from './rate-limiter.js';

const refusal = { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } };

function behavesAsALimiter(make: () => RateLimiter) {
  test('refuses what is over the limit with the seconds to wait, each key by itself', async () => {
    const [limiter, limit] = [make(), { name: 'three', points: 3, seconds: 60 }];
    for (const remaining of [2, 1, 0]) expect((await limiter.consume(limit, 'a')).remaining).toBe(remaining);
    await expect(limiter.consume(limit, 'a')).rejects.toMatchObject(refusal);
    expect((await limiter.consume(limit, 'b')).remaining).toBe(2);
    expect((await limiter.consume({ ...limit, name: 'another' }, 'a')).remaining).toBe(2);
  });

  test('spends several points at once and tells where a key stands without spending', async () => {
    const [limiter, limit] = [make(), { name: 'cost', points: 100, seconds: 60 }];
    expect(await limiter.peek(limit, 'a')).toMatchObject({ limit: 100, remaining: 100 });
    await limiter.consume(limit, 'a', 40);
    expect(await limiter.peek(limit, 'a')).toMatchObject({ limit: 100, remaining: 60 });
    await expect(limiter.consume(limit, 'a', 61)).rejects.toMatchObject(refusal);
  });

  test('a reset gives all points back', async () => {
    const [limiter, limit] = [make(), { name: 'reset', points: 1, seconds: 60 }];
    await limiter.consume(limit, 'a');
    await limiter.reset(limit, 'a');
    expect((await limiter.consume(limit, 'a')).remaining).toBe(0);
  });

  test('the points are there again in the next window', async () => {
    const [limiter, limit] = [make(), { name: 'window', points: 1, seconds: 1 }];
    await limiter.consume(limit, 'a');
    await expect(limiter.consume(limit, 'a')).rejects.toMatchObject(refusal);
    await sleep(1_200);
    await limiter.consume(limit, 'a');
  });
}

describe('the limiter in one process', () => {
  afterEach(() => void jest.restoreAllMocks());

  behavesAsALimiter(() => new RateLimiter());

  test('the points are there again when the clock is set back by hours', async () => {
    const [limiter, limit] = [new RateLimiter(), { name: 'back', points: 1, seconds: 60 }];
    await limiter.consume(limit, 'a');
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now - 3 * 3_600_000);
    expect(await limiter.consume(limit, 'a')).toEqual({ limit: 1, remaining: 0, resetsInSeconds: 60 });
    await expect(limiter.consume(limit, 'a')).rejects.toMatchObject(refusal);
  });
});

describeWithRedis('the limiter in Redis', () => {
  let server: RedisServer;
  const connections: RedisConnections[] = [];

  async function limiterOf(commandTimeoutMs: number) {
    const made = new RedisConnections({ redisUrl: server.url }, { commandTimeoutMs });
    await made.onModuleInit();
    connections.push(made);
    return new RateLimiter(made.commands);
  }

  let one: RateLimiter;
  let other: RateLimiter;
  beforeAll(async () => {
    server = await RedisServer.start();
    [one, other] = [await limiterOf(5_000), await limiterOf(5_000)];
  });
  afterAll(async () => {
    for (const each of connections) each.onApplicationShutdown();
    server.resume();
    await server.close();
  });

  behavesAsALimiter(() => one);

  test('counts for two processes together', async () => {
    const limit = { name: 'together', points: 4, seconds: 60 };
    await Promise.all([one, other, one, other].map((limiter) => limiter.consume(limit, 'a')));
    await expect(one.consume(limit, 'a')).rejects.toMatchObject(refusal);
    await expect(other.consume(limit, 'a')).rejects.toMatchObject(refusal);
  });

  test('the points are there again when the clock of Redis is set back by hours', async () => {
    const limit = { name: 'back', points: 1, seconds: 60 };
    await one.consume(limit, 'a');
    const { redis } = connections[0]!.commands!;
    // What is left of a window is by its clock.
    for (const key of await redis.keys('*limit:back:*')) await redis.pexpire(key, 3 * 3_600_000);
    expect(await other.consume(limit, 'a')).toEqual({ limit: 1, remaining: 0, resetsInSeconds: 60 });
    await expect(one.consume(limit, 'a')).rejects.toMatchObject(refusal);
  });

  test.each(['hung', 'down'])('goes on per process while Redis is %s, never not at all', async (fault) => {
    const hasty = await limiterOf(50);
    const limit = { name: `fault-${fault}`, points: 3, seconds: 60 };
    if (fault === 'hung') server.pause();
    else await server.stop();
    try {
      for (let n = 0; n < 3; n += 1) await hasty.consume(limit, 'a');
      await expect(hasty.consume(limit, 'a')).rejects.toMatchObject(refusal);
    } finally {
      if (fault === 'hung') server.resume();
      else await server.start();
    }
  });
});
