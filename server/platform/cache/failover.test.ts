import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RedisConnections } from '../redis/index.js';
import { Cache } from './cache.js';
import { RedisStore } from './redis-store.js';

const anything = () => true;

describeWithRedis('a Redis with Sentinels', () => {
  let primary: RedisServer;
  let replica: RedisServer;
  let sentinel: RedisServer;
  let connections: RedisConnections;
  let cache: Cache;

  beforeAll(async () => {
    primary = await RedisServer.start(['--repl-diskless-sync-delay', '0']);
    replica = await RedisServer.start(['--replicaof', '127.0.0.1', String(primary.port)]);
    await sleep(2_000); // joined before the Sentinel first asks: it would ask again ten seconds later
    sentinel = await RedisServer.startSentinel(primary);
    const redisUrl = `redis+sentinel://127.0.0.1:${sentinel.port}/wander/0`;
    connections = new RedisConnections({ redisUrl }, { commandTimeoutMs: 500 });
    await connections.onModuleInit();
    cache = new Cache(new RedisStore(connections.cache!));
  });
  afterAll(async () => {
    connections.onApplicationShutdown();
    for (const server of [sentinel, replica, primary]) await server.close();
  });

  async function rememberedWithin(milliseconds: number): Promise<boolean> {
    for (const start = Date.now(); Date.now() - start < milliseconds; await sleep(100)) {
      const key = `v1:t:${Date.now()}`;
      await cache.remember(key, 60, async () => 'first', anything);
      if ((await cache.remember(key, 60, async () => 'second', anything)) === 'first') return true;
    }
    return false;
  }

  test('is found by them, and its replica takes over without an error', async () => {
    expect(await rememberedWithin(10_000)).toBe(true);
    await sleep(1_500);
    await primary.stop();
    expect(await rememberedWithin(20_000)).toBe(true);
  }, 60_000);
});

test('a process starts where no Sentinel answers', async () => {
  const connections = new RedisConnections({ redisUrl: 'redis+sentinel://127.0.0.1:1,127.0.0.1:2/wander/0' });
  try {
    await connections.onModuleInit();
    expect(connections.commands?.redis.status).not.toBe('ready');
  } finally {
    connections.onApplicationShutdown();
    // ioredis keeps a timer for so long for each Sentinel that did not answer, and by it the process.
    await sleep(2_100);
  }
});
