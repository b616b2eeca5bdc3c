import { gql } from '@apollo/client';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { listen } from './live.js';

const subscription = gql`
  subscription Told {
    postPublished {
      id
    }
  }
`;

/** A server that accepts each connection and then closes it with `code`. */
let code: number;
let accepts: boolean;
let connections = 0;
/** Answers each subscription with `complete` instead. */
let completes = false;
let subscriptions = 0;
/** Accepts a connection, keeps it, and answers so many pings. */
let pongs: number | undefined;

class ClosingSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = ClosingSocket.OPEN;
  onopen?: () => void;
  onclose?: (event: { code: number; reason: string }) => void;
  onmessage?: (event: { data: string }) => void;

  constructor() {
    connections += 1;
    void Promise.resolve().then(() => this.onopen?.());
  }

  send(text: string): void {
    const { type, id } = JSON.parse(text) as { type: string; id?: string };
    if (type === 'connection_init' && accepts) this.onmessage?.({ data: '{"type":"connection_ack"}' });
    if (pongs !== undefined) {
      if (type === 'ping' && pongs-- > 0)
        void Promise.resolve().then(() => this.onmessage?.({ data: '{"type":"pong"}' }));
    } else if (!completes) void Promise.resolve().then(() => this.close(code));
    else if (type === 'subscribe') {
      subscriptions += 1;
      setTimeout(() => this.onmessage?.({ data: JSON.stringify({ type: 'complete', id }) }));
    }
  }

  close(with_: number): void {
    if (this.readyState === ClosingSocket.CLOSED) return;
    this.readyState = ClosingSocket.CLOSED;
    this.onclose?.({ code: with_, reason: '' });
  }
}

const real = globalThis.WebSocket;
let stop: () => void;
beforeEach(() => {
  jest.useFakeTimers();
  globalThis.WebSocket = ClosingSocket as unknown as typeof WebSocket;
  connections = 0;
  subscriptions = 0;
  completes = false;
  pongs = undefined;
});
afterEach(() => {
  stop();
  jest.useRealTimers();
  globalThis.WebSocket = real;
});

function begin(): void {
  const credentials = {
    token: () => Promise.resolve(undefined),
    renew: () => Promise.resolve(undefined),
    viewerId: () => undefined,
  };
  stop = listen(credentials, subscription, {}, { next: () => undefined, connected: () => undefined });
}

it.each([true, false])(
  'comes back a minute after a close with 1008 at the earliest (accepted before: %s)',
  async (accepted) => {
    [code, accepts] = [1008, accepted];
    begin();
    await jest.advanceTimersByTimeAsync(59_000);
    expect(connections).toBe(1);
    await jest.advanceTimersByTimeAsync(10 * 60_000);
    expect(connections).toBeGreaterThan(1);
    expect(connections).toBeLessThanOrEqual(11);
  },
);

it('comes back from 1013 by itself, ever later', async () => {
  [code, accepts] = [1013, false];
  begin();
  await jest.advanceTimersByTimeAsync(10_000);
  const soon = connections;
  expect(soon).toBeGreaterThan(1);
  await jest.advanceTimersByTimeAsync(10 * 60_000);
  expect(connections).toBeGreaterThan(soon);
  expect((connections - soon) / 60).toBeLessThan(soon);
});

it('asks again for what the server ended, ever later, until it is stopped', async () => {
  [completes, accepts] = [true, true];
  begin();
  await jest.advanceTimersByTimeAsync(10_000);
  expect(subscriptions).toBeGreaterThan(1);
  stop();
  const before = subscriptions;
  await jest.advanceTimersByTimeAsync(120_000);
  expect(subscriptions).toBe(before);
});

it('leaves a connection that has fallen silent', async () => {
  [pongs, accepts] = [3, true];
  begin();
  await jest.advanceTimersByTimeAsync(100_000);
  expect(connections).toBe(1);
  await jest.advanceTimersByTimeAsync(100_000);
  expect(connections).toBeGreaterThan(1);
});
