import { afterEach, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Breaker, BreakerOpenError } from './breaker.js';

afterEach(() => void jest.restoreAllMocks());

test('a Redis that is back is used again, although the clock was set back by hours', async () => {
  const breaker = new Breaker('test', { pauseMs: 50 });
  const fail = () => breaker.run(() => Promise.reject(new Error('no answer')));
  for (let n = 0; n < 5; n += 1) await expect(fail()).rejects.toThrow('no answer');
  await expect(fail()).rejects.toThrow(BreakerOpenError);
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now - 3 * 3_600_000);
  await sleep(100);
  expect(await breaker.run(() => Promise.resolve('here'))).toBe('here');
});
