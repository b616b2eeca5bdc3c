import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { describeWithRedis, RedisServer } from '../../../test/support/redis.js';
import { RateLimiter } from '../../platform/rate-limit/index.js';
import { RedisConnections } from '../../platform/redis/index.js';
import { delayAfter, SignInLimits } from './sign-in-limits.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const refusal = (retryAfterSeconds: number) => ({ extensions: { code: 'RATE_LIMITED', retryAfterSeconds } });
const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1_000);
const ADDRESS = '203.0.113.9';

test('the delay doubles from five seconds up to fifteen minutes', () => {
  expect([5, 6, 7, 8, 12, 13, 50].map(delayAfter)).toEqual([5, 10, 20, 40, 640, 900, 900]);
});

test('five failures, then each attempt has to wait twice as long as the one before', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 5; n += 1) await limits.attempt('a@example.com', ADDRESS);
  for (const wait of [5, 10, 20]) {
    await expect(limits.attempt('a@example.com', ADDRESS)).rejects.toMatchObject(refusal(wait));
    await pass(wait - 1);
    await expect(limits.attempt('a@example.com', ADDRESS)).rejects.toMatchObject(refusal(1));
    await pass(1.1);
    await limits.attempt('a@example.com', ADDRESS);
  }
  await limits.attempt('a@example.com', '203.0.113.10');
  await limits.attempt('b@example.com', ADDRESS);
});

test('a right password forgets the failures before it', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 12; n += 1) {
    await limits.attempt('a@example.com', ADDRESS);
    if (n % 4 === 3) await limits.succeeded('a@example.com', ADDRESS);
  }
});

test('and the delay that the right password itself has earned', async () => {
  const limits = new SignInLimits(new RateLimiter());
  const attempt = () => limits.attempt('a@example.com', ADDRESS);
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 5; n += 1) await attempt();
    if (round === 2) {
      await pass(5.1);
      await attempt();
    }
    await limits.succeeded('a@example.com', ADDRESS);
  }
  for (let n = 0; n < 5; n += 1) await attempt();
  await expect(attempt()).rejects.toMatchObject(refusal(5));
  await pass(5.1);
  await attempt();
  await expect(attempt()).rejects.toMatchObject(refusal(10));
});

/** How many of `count` attempts at the same moment get through, each through the next one of `processes`. */
async function passed(count: number, processes: SignInLimits[]): Promise<number> {
  const attempts = Array.from({ length: count }, (_, i) =>
    processes[i % processes.length]!.attempt('a@example.com', ADDRESS),
  );
  return (await Promise.allSettled(attempts)).filter((one) => one.status === 'fulfilled').length;
}

test.each([6, 20, 24])('of %i attempts at the same moment five get through, and after the delay one', async (count) => {
  const limits = new SignInLimits(new RateLimiter());
  expect(await passed(count, [limits])).toBe(5);
  await pass(301);
  expect(await passed(count, [limits])).toBe(1);
  await pass(301);
  expect(await passed(count, [limits])).toBe(1);
});

test('what others try in vain makes nobody wait longer', async () => {
  const limits = new SignInLimits(new RateLimiter());
  expect(await passed(24, [limits])).toBe(5);
  await pass(4);
  await expect(limits.attempt('a@example.com', ADDRESS)).rejects.toMatchObject(refusal(1));
  await pass(297);
  await limits.attempt('a@example.com', ADDRESS);
});

describeWithRedis('with Redis', () => {
  const close: (() => Promise<void>)[] = [];
  beforeEach(() => void jest.useRealTimers());
  afterEach(async () => {
    for (const each of close.splice(0).reverse()) await each();
  });

  test.each([1, 2])('of 24 attempts at the same moment five get through, in %i processes', async (processes) => {
    const server = await RedisServer.start();
    close.push(() => server.close());
    const limits: SignInLimits[] = [];
    for (let n = 0; n < processes; n += 1) {
      const connections = new RedisConnections({ redisUrl: server.url }, { commandTimeoutMs: 10_000 });
      await connections.onModuleInit();
      close.push(async () => connections.onApplicationShutdown());
      limits.push(new SignInLimits(new RateLimiter(connections.commands)));
    }
    expect(await passed(24, limits)).toBe(5);
  });
});

test('25 attempts per five minutes and address, whatever the accounts; an IPv6 /64 is one address', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 25; n += 1) await limits.attempt(`${n}@example.com`, `2001:db8:1:2::${n.toString(16)}`);
  await expect(limits.attempt('x@example.com', '2001:db8:1:2:ffff::1')).rejects.toMatchObject(refusal(300));
  await limits.attempt('x@example.com', '2001:db8:1:3::1');
  await pass(301);
  await limits.attempt('x@example.com', '2001:db8:1:2:ffff::1');
});

test('100 attempts an hour and account, from however many addresses', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 100; n += 1) await limits.attempt('a@example.com', `198.51.100.${n}`);
  await expect(limits.attempt('a@example.com', '203.0.113.1')).rejects.toMatchObject(refusal(3_600));
  await limits.attempt('b@example.com', '203.0.113.1');
});

test('thirty looks at a registration per five minutes and address', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 30; n += 1) await limits.registrationCheck(ADDRESS);
  await expect(limits.registrationCheck(ADDRESS)).rejects.toMatchObject(refusal(300));
  await limits.register(ADDRESS);
});

test('five registrations an hour and address', async () => {
  const limits = new SignInLimits(new RateLimiter());
  for (let n = 0; n < 5; n += 1) await limits.register(ADDRESS);
  await expect(limits.register(ADDRESS)).rejects.toMatchObject(refusal(3_600));
  await limits.register('203.0.113.10');
});
