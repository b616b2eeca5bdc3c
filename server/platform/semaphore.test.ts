import { expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Cancellation } from './cancellation.js';
import { Semaphore } from './semaphore.js';

const UNAVAILABLE = { extensions: { code: 'UNAVAILABLE' } };
const RATE_LIMITED = { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1 } };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that runs until it is let go; tells whose has started, in order, and how much ran at once at most. */
function bench(semaphore: Semaphore) {
  const started: string[] = [];
  const running: (() => void)[] = [];
  let most = 0;
  const run = (name: string, { holder = name, request }: { holder?: string | null; request?: Cancellation } = {}) => {
    const work = () =>
      new Promise<string>((resolve) => {
        started.push(name);
        running.push(() => resolve(name));
        most = Math.max(most, running.length);
      });
    const done = semaphore.run(work, request, holder ?? undefined);
    done.catch(() => undefined);
    return done;
  };
  /** Ends the work that has run longest. */
  const end = async () => {
    running.shift()!();
    await turn();
  };
  const endAll = async () => {
    while (running.length > 0) await end();
  };
  return { started, run, end, endAll, most: () => most };
}

test('at most so much runs at once, the rest waits, and too much is refused', async () => {
  const { run, endAll, most } = bench(new Semaphore({ limit: 4, maxWaiting: 6 }));
  const all = Array.from({ length: 10 }, (_, n) => run(`work ${n}`, { holder: null }));
  await expect(run('one more', { holder: null })).rejects.toMatchObject(UNAVAILABLE);
  await endAll();
  await Promise.all(all);
  expect(most()).toBe(4);
});

test('one holder runs one at a time, while others run theirs', async () => {
  const { run, started, end, endAll } = bench(new Semaphore({ limit: 4, maxWaiting: 500 }));
  for (let n = 0; n < 50; n += 1) void run('ana');
  for (const name of ['ben', 'cas', 'dan']) void run(name);
  expect(started).toEqual(['ana', 'ben', 'cas', 'dan']);
  for (let n = 0; n < 4; n += 1) await end();
  expect(started).toEqual(['ana', 'ben', 'cas', 'dan', 'ana']);
  await endAll();
  expect(started).toHaveLength(53);
});

test('of a large pool one holder runs a tenth', async () => {
  const { run, started, endAll, most } = bench(new Semaphore({ limit: 30, maxWaiting: 100 }));
  for (let n = 0; n < 10; n += 1) void run('ana');
  expect(started).toHaveLength(3);
  await endAll();
  expect([started.length, most()]).toEqual([10, 3]);
});

test('those who wait are served in turn, however much each has waiting', async () => {
  const { run, started, endAll } = bench(new Semaphore({ limit: 1, maxWaiting: 100 }));
  for (let n = 0; n < 6; n += 1) void run('ana');
  for (let n = 0; n < 3; n += 1) void run('ben');
  void run('cas');
  void run('nobody’s', { holder: null });
  await endAll();
  expect(started).toEqual([...['ana', 'ana', 'ben', 'cas', 'nobody’s'], ...['ana', 'ben', 'ana', 'ben', 'ana', 'ana']]);
});

test('one holder has a tenth of the places to wait; others still find theirs', async () => {
  const semaphore = new Semaphore({ limit: 4, maxWaiting: 200 });
  const { run, endAll } = bench(semaphore);
  const tries = Array.from({ length: 200 }, () => run('ana'));
  expect(semaphore.waiting).toBe(20);
  for (const name of ['ben', 'cas', 'dan', 'eva']) void run(name);
  expect(semaphore.waiting).toBe(21);
  await endAll();
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(21);
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: RATE_LIMITED });
  expect(semaphore.waiting).toBe(0);
});

test('what nobody waits for any more leaves the queue at once, and never runs', async () => {
  const semaphore = new Semaphore({ limit: 1, maxWaiting: 20 });
  const { run, started, endAll } = bench(semaphore);
  void run('first');
  const [leaves, stays] = [new Cancellation(), new Cancellation()];
  const left = run('left', { request: leaves });
  const stayed = run('stayed', { request: stays });
  leaves.cancel();
  expect(semaphore.waiting).toBe(1);
  await expect(left).rejects.toMatchObject(UNAVAILABLE);
  await expect(run('came too late', { request: leaves })).rejects.toMatchObject(UNAVAILABLE);
  await endAll();
  await expect(stayed).resolves.toBe('stayed');
  // Its turn has come and gone: nothing is left to give up.
  stays.cancel();
  expect([started, semaphore.waiting]).toEqual([['first', 'stayed'], 0]);
});

test('what waits too long is given up, and its place in the queue is free', async () => {
  const semaphore = new Semaphore({ limit: 1, maxWaiting: 10, maxWaitMs: 20 });
  const { run, started, endAll } = bench(semaphore);
  void run('first');
  await expect(run('waited')).rejects.toMatchObject(UNAVAILABLE);
  expect(semaphore.waiting).toBe(0);
  await endAll();
  expect(started).toEqual(['first']);
});

test('what is refused for want of places is told to the host, once a minute', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const semaphore = new Semaphore({ limit: 1, maxWaiting: 10, maxWaitMs: 20, advice: 'More processes.' });
  const { run, endAll } = bench(semaphore);
  void run('first');
  for (const name of ['second', 'third']) await expect(run(name)).rejects.toMatchObject(UNAVAILABLE);
  await endAll();
  expect(warned.mock.calls).toEqual([['More processes.']]);
  warned.mockRestore();
});

test('work that fails frees its place', async () => {
  const semaphore = new Semaphore({ limit: 1, maxWaiting: 10 });
  const failed = semaphore.run(() => Promise.reject(new Error('no')), undefined, 'ana');
  const next = semaphore.run(() => Promise.resolve('yes'), undefined, 'ana');
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
