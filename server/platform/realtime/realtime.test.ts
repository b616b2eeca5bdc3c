import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RedisConnections } from '../redis/index.js';
import { Realtime } from './realtime.js';

const post = (postId: string) => ({ postId, authorId: 'author' });

/** Waits for what comes over the wire; fails by its own words when it does not. */
async function eventually(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const start = Date.now(); Date.now() - start < 8_000; await sleep(20)) if (await check()) return;
  throw new Error(`it did not happen in 8 s: ${what}`);
}

describe('realtime in one process', () => {
  const realtime = new Realtime(new RedisConnections({ redisUrl: undefined }));
  afterAll(() => realtime.onModuleDestroy());

  test('reaches the subscribers of a topic until they leave', async () => {
    const heard: string[] = [];
    const leave = realtime.subscribe('post.published', ({ postId }) => void heard.push(postId));
    await realtime.publish('post.published', post('1'));
    await realtime.publish('session.revoked', { sessionIds: ['s'] });
    leave();
    await realtime.publish('post.published', post('2'));
    await sleep(0);
    expect(heard).toEqual(['1']);
  });

  test("one subscriber's error keeps nothing from the others or the publisher", async () => {
    const heard: string[] = [];
    const leaves = [
      realtime.subscribe('post.published', () => Promise.reject(new Error('broken on purpose'))),
      realtime.subscribe('post.published', ({ postId }) => void heard.push(postId)),
    ];
    await realtime.publish('post.published', post('1'));
    await sleep(0);
    for (const leave of leaves) leave();
    expect(heard).toEqual(['1']);
  });
});

describeWithRedis('realtime over Redis', () => {
  let server: RedisServer;
  const closing: (() => void)[] = [];

  async function join() {
    const connections = new RedisConnections({ redisUrl: server.url }, { commandTimeoutMs: 2_000 });
    await connections.onModuleInit();
    const realtime = new Realtime(connections);
    realtime.onModuleInit();
    closing.push(() => {
      realtime.onModuleDestroy();
      connections.onApplicationShutdown();
    });
    return realtime;
  }

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(async () => {
    for (const close of closing) close();
    await server.close();
  });

  test('a message reaches the other process and comes once to its own', async () => {
    const [one, other] = [await join(), await join()];
    const [here, there]: [string[], string[]] = [[], []];
    one.subscribe('post.published', ({ postId }) => void here.push(postId));
    other.subscribe('post.published', ({ postId }) => void there.push(postId));
    let n = 0;
    await eventually(async () => {
      await one.publish('post.published', post(String((n += 1))));
      await sleep(20);
      return there.length > 0;
    }, 'the other process hears');
    await sleep(50);
    expect(here).toEqual(Array.from({ length: n }, (_, index) => String(index + 1)));
    expect(new Set(there).size).toBe(there.length);
  });

  test('a Redis that hangs while a process comes back to it does not end the process, which hears it again', async () => {
    const sender = await join();
    // A process of its own: Jest keeps from a test what nobody has caught.
    const child = fork('test/support/listener.ts', [server.url], {
      execArgv: ['--import', '@swc-node/register/esm-register'],
      env: { ...process.env, SWCRC: 'true' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let heard = '';
    child.stdout!.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    const passes = (what: string) =>
      eventually(async () => {
        await sender.publish('post.published', post(what));
        return heard.includes(what) || child.exitCode !== null;
      }, `${what} is heard`);
    try {
      await passes('before');
      server.pause();
      child.send('come back');
      // Longer than it waits for an answer.
      await sleep(3_000);
      server.resume();
      await passes('after');
      expect(child.exitCode).toBeNull();
      expect(heard).toContain('after');
    } finally {
      server.resume();
      child.kill();
    }
  });

  test('a lost Redis throws at no publisher, and messages pass again once it is back', async () => {
    const [one, other] = [await join(), await join()];
    const [here, there]: [string[], string[]] = [[], []];
    one.subscribe('session.revoked', ({ sessionIds }) => void here.push(...sessionIds));
    other.subscribe('session.revoked', ({ sessionIds }) => void there.push(...sessionIds));
    await server.stop();
    await one.publish('session.revoked', { sessionIds: ['while away'] });
    await sleep(0);
    expect(here).toEqual(['while away']);
    await server.start();
    await eventually(async () => {
      await one.publish('session.revoked', { sessionIds: ['back'] });
      await sleep(50);
      return there.includes('back');
    }, 'messages pass again');
    expect(there).not.toContain('while away');
  });
});
