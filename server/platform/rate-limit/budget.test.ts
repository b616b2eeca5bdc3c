import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { LIMITS } from '../limits.js';
import { RedisConnections } from '../redis/index.js';
import { Budget } from './budget.js';

const refusal = { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } };
/** A window of five minutes begins. */
const BEGIN = Date.UTC(2026, 0, 1, 12, 5);
const MINUTE = 60_000;

afterEach(() => void jest.restoreAllMocks());

test('points come back every five minutes, to all at the same time', () => {
  const budget = new Budget();
  const at = (time: number) => jest.spyOn(Date, 'now').mockReturnValue(time);
  at(BEGIN + 4 * MINUTE);
  expect(budget.spend('a', 100, 60)).toEqual({ limit: 100, remaining: 40, resetAt: BEGIN + 5 * MINUTE });
  at(BEGIN + 5 * MINUTE - 1);
  expect(() => budget.spend('a', 100, 41)).toThrow(expect.objectContaining(refusal));
  expect(budget.spend('a', 100, 40).remaining).toBe(0);
  expect(budget.spend('b', 100, 40).remaining).toBe(60);
  at(BEGIN + 5 * MINUTE);
  expect(budget.spend('a', 100, 60)).toEqual({ limit: 100, remaining: 40, resetAt: BEGIN + 10 * MINUTE });
});

test('points come back, too, when the clock is set back by hours', () => {
  const budget = new Budget();
  const at = (time: number) => jest.spyOn(Date, 'now').mockReturnValue(time);
  at(BEGIN);
  budget.spend('a', 100, 100);
  at(BEGIN - 180 * MINUTE);
  expect(budget.spend('a', 100, 60)).toEqual({ limit: 100, remaining: 40, resetAt: BEGIN - 175 * MINUTE });
});

test('what is given back can be spent again, in the window in which it was spent', () => {
  const budget = new Budget();
  const at = (time: number) => jest.spyOn(Date, 'now').mockReturnValue(time);
  at(BEGIN);
  const first = budget.spend('a', 100, 60);
  expect(budget.giveBack('a', 100, 50, first.resetAt).remaining).toBe(90);
  expect(budget.giveBack('a', 100, 50, first.resetAt).remaining).toBe(100);
  budget.spend('a', 100, 60);
  at(BEGIN + 5 * MINUTE);
  budget.spend('a', 100, 70);
  expect(budget.giveBack('a', 100, 50, first.resetAt).remaining).toBe(30);
});

test('as many points as there are can be spent, and then none', () => {
  const budget = new Budget();
  budget.spend('a', 100, 98);
  budget.require('a', 100);
  budget.spendUpTo('a', 100, 5);
  budget.spendUpTo('a', 100, 5);
  expect(() => budget.require('a', 100)).toThrow(expect.objectContaining(refusal));
  expect(budget.spend('a', 100, 0).remaining).toBe(0);
});

describeWithRedis('two processes with one Redis', () => {
  let server: RedisServer;
  const connections: RedisConnections[] = [];
  beforeAll(async () => {
    server = await RedisServer.start();
    for (let n = 0; n < 2; n += 1) {
      const made = new RedisConnections({ redisUrl: server.url }, { commandTimeoutMs: 5_000 });
      await made.onModuleInit();
      connections.push(made);
    }
  });
  afterAll(async () => {
    for (const each of connections) each.onApplicationShutdown();
    await server.close();
  });

  test('learn from each other what was spent, once', async () => {
    const [one, other] = connections.map(({ commands }) => new Budget(commands)) as [Budget, Budget];
    one.spend('a', 100, 30);
    other.spend('a', 100, 20);
    await one.share();
    await other.share();
    await other.share();
    expect(other.spend('a', 100, 0).remaining).toBe(50);
    await one.share();
    one.spend('a', 100, 1);
    await one.share();
    expect(one.spend('a', 100, 0).remaining).toBe(49);
    other.giveBack('a', 100, 15, other.spend('a', 100, 0).resetAt);
    await other.share();
    one.spend('a', 100, 1);
    await one.share();
    expect(one.spend('a', 100, 0).remaining).toBe(63);
    for (const budget of [one, other]) budget.onModuleDestroy();
  });

  test('are told of so many accounts at once, and of the rest when they spend again', async () => {
    const [one, other] = connections.map(({ commands }) => new Budget(commands)) as [Budget, Budget];
    const { redis } = connections[0]!.commands!;
    await redis.flushdb();
    const names = Array.from({ length: LIMITS.process.accountsTold + 500 }, (_, n) => `guest ${n}`);
    for (const name of names) one.spend(name, 100, 10);
    await one.share();
    expect(await redis.keys('*')).toHaveLength(LIMITS.process.accountsTold);
    for (const name of names.slice(-500)) one.spend(name, 100, 10);
    await one.share();
    expect(await redis.keys('*')).toHaveLength(names.length);
    other.spend(names.at(-1)!, 100, 1);
    await other.share();
    expect(other.spend(names.at(-1)!, 100, 0).remaining).toBe(79);
    for (const budget of [one, other]) budget.onModuleDestroy();
  });
});
