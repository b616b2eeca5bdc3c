import { expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { EventIterator } from './event-iterator.js';

interface Story {
  n: number;
  body?: string;
}
const { events: maxEvents, eventBytes } = LIMITS.webSocket;

async function readAll(events: EventIterator<Story>): Promise<number[]> {
  const read: number[] = [];
  while (events.waitingBytes > 0) read.push((await events.next()).value!.n);
  return read;
}

test('gives events in order, to a reader who waits and to one who comes later', async () => {
  const events = new EventIterator<Story>(() => undefined);
  const first = events.next();
  for (const n of [1, 2, 3]) events.push({ n });
  expect((await first).value).toEqual({ n: 1 });
  expect(await readAll(events)).toEqual([2, 3]);
});

test('keeps no more events than are allowed, the newest ones', async () => {
  const events = new EventIterator<Story>(() => undefined);
  for (let n = 0; n < maxEvents + 2; n += 1) events.push({ n });
  const read = await readAll(events);
  expect([read.length, read.at(-1)]).toEqual([maxEvents, maxEvents + 1]);
});

test('keeps no more bytes than are allowed, but always the newest event', async () => {
  const events = new EventIterator<Story>(() => undefined);
  for (let n = 0; n < 30; n += 1) {
    events.push({ n, body: '👣'.repeat(25_000) });
    expect(events.waitingBytes).toBeLessThanOrEqual(eventBytes);
  }
  expect(await readAll(events)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29]);
  events.push({ n: 30, body: 'x'.repeat(2 * eventBytes) });
  expect(await readAll(events)).toEqual([30]);
});

test('ends once, for a reader who waits too, and keeps nothing', async () => {
  let ended = 0;
  const events = new EventIterator<Story>(() => (ended += 1));
  const waiting = events.next();
  await events.return();
  await events.return();
  events.push({ n: 1 });
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(await events.next()).toEqual({ value: undefined, done: true });
  expect([ended, events.waitingBytes]).toEqual([1, 0]);
});
