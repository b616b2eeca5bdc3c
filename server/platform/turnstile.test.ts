import { expect, test } from '@jest/globals';
import { Turnstile } from './turnstile.js';

test('at most so much is done at once, the rest waits, and too much is turned away', async () => {
  const turnstile = new Turnstile(4, 6);
  const [open, waiting]: [(() => void)[], Promise<unknown>[]] = [[], []];
  let [now, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, (now += 1));
    await new Promise<void>((resolve) => open.push(resolve));
    now -= 1;
  };
  for (let n = 0; n < 10; n += 1) waiting.push(turnstile.run(work));
  await expect(turnstile.run(work)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
  for (let n = 0; n < 10; n += 1) {
    open.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(waiting);
  expect(most).toBe(4);
});
