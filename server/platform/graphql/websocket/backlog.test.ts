import { expect, test } from '@jest/globals';
import { Backlog, type Reader } from './backlog.js';

/** A client that reads only what it is made to. */
class SlowReader implements Reader {
  unreadBytes = 0;
  isTerminated = false;

  terminate(): void {
    this.isTerminated = true;
    this.unreadBytes = 0;
  }
}

function readersOf(limit: number, count: number) {
  const readers = Array.from({ length: count }, () => new SlowReader());
  const backlog = new Backlog(new Set(readers), limit);
  const send = (n: number, bytes: number) => {
    readers[n]!.unreadBytes += bytes;
    backlog.grow(bytes);
  };
  return { readers, backlog, send, terminated: () => readers.map(({ isTerminated }) => isTerminated) };
}

test('the connection for which most waits is terminated, not the one that was written to last', () => {
  const { send, terminated, backlog } = readersOf(100, 3);
  send(0, 30);
  send(1, 60);
  send(2, 10);
  expect(terminated()).toEqual([false, false, false]);
  send(0, 1);
  expect(terminated()).toEqual([false, true, false]);
  expect(backlog.bytes).toBe(41);
});

test('as many as need be are terminated at once', () => {
  const { readers, backlog, terminated } = readersOf(100, 3);
  for (const reader of readers) reader.unreadBytes = 90;
  backlog.grow(270);
  expect(terminated()).toEqual([true, true, false]);
});

test('who reads is never terminated, however much is sent', () => {
  const { readers, send, terminated } = readersOf(100, 2);
  for (let n = 0; n < 1_000; n += 1) {
    send(0, 50);
    readers[0]!.unreadBytes = 0;
  }
  expect(terminated()).toEqual([false, false]);
});
