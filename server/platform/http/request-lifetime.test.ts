import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { LIMITS } from '../limits.js';
import { OperationStats } from '../observability/index.js';
import { readBody } from './body.js';
import { FrontResponse } from './front-response.js';
import { Pools } from './pools.js';
import { RequestLifetime } from './request-lifetime.js';

/** A hundredth of the real ones. */
const SHORT = { bodyMs: 150, firstByteMs: 100, answerMs: 150, rateWindowMs: 100, slowestRate: 1_600_000 };
const PATIENT = { ...SHORT, bodyMs: 60_000, firstByteMs: 60_000, answerMs: 60_000 };

type Times = ConstructorParameters<typeof RequestLifetime>[4];

type Handler = (lifetime: RequestLifetime, res: FrontResponse, req: IncomingMessage) => unknown;

let server: Server | undefined;
let pools: Pools;
let lifetimes: RequestLifetime[];
beforeEach(() => {
  pools = new Pools();
  lifetimes = [];
});
afterEach(async () => {
  const open = server;
  server = undefined;
  if (!open) return;
  open.closeAllConnections();
  await new Promise((resolve) => open.close(resolve));
});

async function open(handler: Handler, times: Times = PATIENT): Promise<number> {
  const own = createServer({ ServerResponse: FrontResponse }, (req, res) => {
    if (req.socket.destroyed) return;
    const lifetime = new RequestLifetime(pools, res, 'the-request', pools.holder('203.0.113.1'), times);
    lifetimes.push(lifetime);
    void handler(lifetime, res, req);
  });
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

const held = () => ({
  requests: pools.requests.held,
  bodyBytes: pools.bodyBytes.held,
  answerBytes: pools.answerBytes.held,
});
const NOTHING = { requests: 0, bodyBytes: 0, answerBytes: 0 };

/** A connection that sends this, and then what it is told to. */
function send(port: number, text: string): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(text);
  return socket;
}

test('an answer in time settles once: nothing is cancelled and everything is given back', async () => {
  const port = await open((lifetime, res) => {
    lifetime.enter();
    lifetime.answerHas(16_000);
    expect(held()).toEqual({ requests: 1, bodyBytes: 0, answerBytes: 0 });
    lifetime.answerGrows(50_000);
    lifetime.answerHas(20_000);
    expect(held()).toEqual({ requests: 1, bodyBytes: 0, answerBytes: 20_000 });
    res.end('done');
  });
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('done');
  await until(() => pools.requests.held === 0);
  expect(held()).toEqual(NOTHING);
  expect(lifetimes.map(({ cancellation }) => cancellation.isCancelled)).toEqual([false]);
});

test('when the time until the first byte is up the client is told to come again, and the work is cancelled once', async () => {
  let cancelled = 0;
  const stats = new OperationStats('Test', 'query');
  const port = await open((lifetime) => {
    lifetime.stats = stats;
    lifetime.enter();
    lifetime.cancellation.onCancel(() => (cancelled += 1));
  }, SHORT);
  const reply = await fetch(`http://127.0.0.1:${port}`);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('5');
  expect(await reply.json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAVAILABLE', requestId: 'the-request' } }],
  });
  await until(() => pools.requests.held === 0);
  expect(cancelled).toBe(1);
  expect(stats.unavailable).toBe(1);
});

test('that time is ten seconds, and begins when the body is there', async () => {
  let now = 1_000_000;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  let lifetime!: RequestLifetime;
  let answer!: FrontResponse;
  const port = await open((begun, res) => {
    [lifetime, answer] = [begun, res];
  }, LIMITS.request);
  const reply = fetch(`http://127.0.0.1:${port}`);
  await until(() => lifetime !== undefined);
  const at = (milliseconds: number) => {
    now = 1_000_000 + milliseconds;
    lifetime.measure();
  };
  lifetime.readsBody();
  at(14_999);
  lifetime.bodyRead();
  at(14_999 + 9_999);
  expect(answer.headersSent).toBe(false);
  at(14_999 + 10_000);
  expect((await reply).status).toBe(503);
  clock.mockRestore();
});

test('what was done for a client that has left holds nothing', async () => {
  const port = await open((lifetime) => lifetime.enter());
  const socket = send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => pools.requests.held === 1);
  socket.destroy();
  await until(() => pools.requests.held === 0);
  const [lifetime] = lifetimes;
  for (const late of [
    () => lifetime!.answerGrows(60_000),
    () => lifetime!.answerHas(60_000),
    () => lifetime!.enter(),
    () => lifetime!.bodyReceived(10),
  ])
    expect(late).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
  lifetime!.isWriting = true;
  lifetime!.answerHas(60_000);
  expect(held()).toEqual(NOTHING);
});

test('when the client leaves the work is cancelled, what was taken back before is not called', async () => {
  const called: string[] = [];
  const port = await open((lifetime) => {
    lifetime.enter();
    lifetime.cancellation.onCancel(() => called.push('kept'));
    lifetime.cancellation.onCancel(() => called.push('taken back'))();
  });
  const leaving = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
  leaving.end();
  await until(() => pools.requests.held === 1);
  leaving.destroy();
  await until(() => pools.requests.held === 0);
  expect(called).toEqual(['kept']);
});

test('a body that moves too slowly loses the connection, and what it has sent', async () => {
  const port = await open((lifetime, _res, req) => readBody(req, lifetime), SHORT);
  const socket = send(
    port,
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 999000\r\n\r\n',
  );
  const drip = setInterval(() => socket.write('x'.repeat(100)), 10);
  await until(() => pools.bodyBytes.held > 0);
  await until(() => socket.destroyed || socket.closed);
  clearInterval(drip);
  await until(() => pools.bodyBytes.held === 0);
  expect(lifetimes[0]!.cancellation.isCancelled).toBe(true);
});

test('a body that keeps the slowest rate is read, however long it takes', async () => {
  const slowly = { ...SHORT, bodyMs: 1_100, rateWindowMs: 1_000, slowestRate: 1 };
  let body: unknown;
  const port = await open(async (lifetime, res, req) => {
    body = await readBody(req, lifetime);
    res.end();
  }, slowly);
  const text = JSON.stringify({ query: 'x'.repeat(400) });
  const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n`;
  const socket = send(port, head);
  const began = performance.now();
  for (let at = 0; at < text.length; at += 4) {
    socket.write(text.slice(at, at + 4));
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  await until(() => body !== undefined);
  expect(performance.now() - began).toBeGreaterThan(slowly.bodyMs);
  expect(body).toEqual({ ok: true, json: { query: 'x'.repeat(400) } });
  socket.destroy();
});

test('a client that does not read its answer loses the connection, and the answer’s memory is free', async () => {
  const answer = 'x'.repeat(30_000_000);
  const port = await open((lifetime, res) => {
    lifetime.enter();
    lifetime.answerGrows(5_000_000);
    res.end(answer);
  }, SHORT);
  const socket = send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.pause();
  await until(() => pools.answerBytes.held > 0);
  await until(() => pools.answerBytes.held === 0);
  expect(held()).toEqual(NOTHING);
  expect(lifetimes[0]!.cancellation.isCancelled).toBe(true);
  socket.destroy();
});

test('a large answer comes whole to a client that reads, in pieces, with its length', async () => {
  const answer = `${'é'.repeat(300_000)}!`;
  const port = await open((_lifetime, res) => res.end(answer));
  const reply = await fetch(`http://127.0.0.1:${port}`);
  expect(reply.headers.get('content-length')).toBe('600001');
  expect((await reply.text()) === answer).toBe(true);
});

test('a body in pieces of one byte is held in one buffer, and counted until the answer is sent', async () => {
  let answer: () => void = () => undefined;
  const port = await open(async (lifetime, res, req) => {
    expect(await readBody(req, lifetime)).toEqual({ ok: true, json: { a: 'bc' } });
    answer = () => res.end();
  });
  const pieces = [...'{"a":"bc"}'].map((letter) => `1\r\n${letter}\r\n`).join('');
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const socket = send(port, `${head}${pieces}0\r\n\r\n`);
  await until(() => pools.bodyBytes.held === 10);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(pools.bodyBytes.held).toBe(10);
  answer();
  await until(() => pools.bodyBytes.held === 0);
  socket.destroy();
});

test('a body in thousands of small pieces is refused', async () => {
  const answers: unknown[] = [];
  const port = await open(async (lifetime, res, req) => {
    answers.push(await readBody(req, lifetime));
    res.end();
  });
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
  const socket = send(port, `${head}${'1\r\n \r\n'.repeat(5_000)}`);
  await until(() => answers.length === 1);
  expect(answers).toMatchObject([{ ok: false, error: { status: 400 } }]);
  expect(pools.bodyBytes.held).toBeLessThanOrEqual(300);
  socket.destroy();
});

test('bodies share their memory: nobody holds more than a tenth of it', async () => {
  const answers: unknown[] = [];
  const port = await open(async (lifetime, res, req) => {
    answers.push(await readBody(req, lifetime));
    res.end();
  });
  const unfinished = Array.from({ length: 7 }, () =>
    send(
      port,
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 990000\r\n\r\n${'x'.repeat(989_000)}`,
    ),
  );
  await until(() => answers.length === 1);
  expect(answers).toMatchObject([{ ok: false, error: { code: 'RATE_LIMITED' } }]);
  expect(pools.bodyBytes.held).toBeLessThanOrEqual(LIMITS.process.bodyBytes / 10);
  for (const socket of unfinished) socket.destroy();
  await until(() => pools.bodyBytes.held === 0);
});

test('requests that wait on a connection for the answer before them are ended with it', async () => {
  const port = await open((lifetime) => lifetime.enter());
  const socket = send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5));
  await until(() => pools.requests.held === 5);
  socket.destroy();
  await until(() => pools.requests.held === 0);
  expect(lifetimes.map(({ cancellation }) => cancellation.isCancelled)).toEqual(Array(5).fill(true));
});

test('of hundreds of requests on one connection the first are begun, and the connection is closed', async () => {
  const port = await open((lifetime) => lifetime.enter());
  const socket = send(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(500));
  await until(() => socket.destroyed || socket.closed);
  await until(() => pools.requests.held === 0);
  expect(lifetimes).toHaveLength(LIMITS.request.pipelined + 2);
});
