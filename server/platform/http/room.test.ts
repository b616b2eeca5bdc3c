import { afterEach, expect, jest, test } from '@jest/globals';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cancellation } from '../cancellation.js';
import { OperationStats } from '../observability/index.js';
import { Room } from './room.js';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** A server whose requests enter the room and are answered by `answer`, if at all. */
async function open(room: Room, answer: (res: ServerResponse, cancellation: Cancellation) => void): Promise<number> {
  const own = createServer((_req, res) => answer(res, room.enter(res, 'the-request').cancellation));
  server = own;
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  return (own.address() as AddressInfo).port;
}

/** Fails by its own words instead of waiting for ever. */
async function until(check: () => boolean): Promise<void> {
  for (let n = 0; n < 4_000; n += 1) {
    if (check()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it did not happen: ${check.toString()}`);
}

test('an answer in time settles once: nothing is cancelled and the room is empty again', async () => {
  const room = new Room(new OperationStats());
  let entered: Cancellation | undefined;
  const port = await open(room, (res, cancellation) => {
    entered = cancellation;
    expect(room.size).toBe(1);
    res.end('done');
  });
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('done');
  await until(() => room.size === 0);
  expect(entered!.isCancelled).toBe(false);
});

test('when time is up the client is told to come again, and the work is cancelled once', async () => {
  const room = new Room(new OperationStats(), () => false, 20);
  let cancelled = 0;
  const port = await open(room, (_res, cancellation) => cancellation.onCancel(() => (cancelled += 1)));
  const reply = await fetch(`http://127.0.0.1:${port}`, { headers: { Connection: 'close' } });
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('5');
  expect(await reply.json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAVAILABLE', requestId: 'the-request' } }],
  });
  await until(() => room.size === 0);
  expect(cancelled).toBe(1);
});

test('time is up after ten seconds', async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const port = await open(new Room(new OperationStats()), (res) => res.end());
  await fetch(`http://127.0.0.1:${port}`, { headers: { Connection: 'close' } });
  expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(10_000);
  timers.mockRestore();
});

test('when the client leaves the work is cancelled, what was taken back before is not called', async () => {
  const room = new Room(new OperationStats());
  const called: string[] = [];
  let entered: Cancellation | undefined;
  const port = await open(room, (_res, cancellation) => {
    entered = cancellation;
    cancellation.onCancel(() => called.push('kept'));
    cancellation.onCancel(() => called.push('taken back'))();
  });
  const leaving = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
  leaving.end();
  await until(() => room.size === 1);
  leaving.destroy();
  await until(() => room.size === 0);
  expect(entered!.isCancelled).toBe(true);
  expect(called).toEqual(['kept']);
});

test('a room is full when the event loop is late', () => {
  let late = false;
  const room = new Room(new OperationStats(), () => late);
  expect(room.isFull).toBe(false);
  late = true;
  expect(room.isFull).toBe(true);
});
