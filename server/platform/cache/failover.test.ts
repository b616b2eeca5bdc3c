import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { until } from '../../../test/support/live.js';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RedisConnections } from '../redis/index.js';
import { Cache } from './cache.js';
import { RedisStore } from './redis-store.js';

const anything = () => true;

/** What a server answers to a command, its words and lines joined by commas. */
async function told(server: RedisServer, ...command: [string, ...string[]]): Promise<string> {
  const client = new Redis(server.port);
  try {
    const [name, ...words] = command;
    return [await client.call(name, ...words)].flat(Infinity).join(',');
  } finally {
    client.disconnect();
  }
}

describeWithRedis('a Redis with Sentinels', () => {
  let primary: RedisServer;
  let replica: RedisServer;
  let sentinel: RedisServer;
  let connections: RedisConnections;
  let cache: Cache;

  beforeAll(async () => {
    primary = await RedisServer.start(['--repl-diskless-sync-delay', '0']);
    replica = await RedisServer.start(['--replicaof', '127.0.0.1', String(primary.port)]);
    // The replica has joined before the Sentinel first asks: it would ask again ten seconds later.
    await until(async () => /slave0:.*state=online/.test(await told(primary, 'info', 'replication')), 20_000);
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
    // What it has heard of the replica, and that this one can take over.
    await until(async () => /slave-priority,100/.test(await told(sentinel, 'sentinel', 'replicas', 'wander')), 20_000);
    await until(async () => (await told(sentinel, 'sentinel', 'ckquorum', 'wander')).startsWith('OK'), 20_000);
    await primary.stop();
    expect(await rememberedWithin(40_000)).toBe(true);
  });
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
