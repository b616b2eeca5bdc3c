import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Session, type SignedIn } from './session.js';
import { marta } from '../../testing/render.js';

let refreshes: number;
let answer: () => Promise<SignedIn | undefined>;
const open = () =>
  new Session(() => {
    refreshes++;
    return answer();
  });

beforeEach(() => {
  refreshes = 0;
  answer = () => Promise.resolve({ ...marta, token: `token-${refreshes + 1}` });
});

describe('a session', () => {
  it('does not ask Wander for a browser that was never signed in', async () => {
    const session = open();
    expect(session.snapshot()).toEqual({ status: 'guest' });
    expect(await session.token()).toBeUndefined();
    expect(refreshes).toBe(0);
  });

  it('comes back after a reload, with one refresh for all who wait', async () => {
    open().signIn(marta);
    const session = open();
    expect(session.snapshot().status).toBe('unknown');
    const tokens = await Promise.all([session.token(), session.token(), session.token()]);
    expect(new Set(tokens).size).toBe(1);
    expect(refreshes).toBe(1);
    expect(session.snapshot()).toMatchObject({ status: 'signedIn', viewer: { username: 'marta' } });
  });

  it('keeps the token out of what the browser stores', () => {
    open().signIn(marta);
    expect(JSON.stringify({ ...localStorage })).not.toContain(marta.token);
  });

  it('renews a refused token, but not one that has been renewed meanwhile', async () => {
    const session = open();
    session.signIn(marta);
    expect(await session.renew('token-1')).toBe('token-2');
    expect(await session.renew('token-1')).toBe('token-2');
    expect(refreshes).toBe(1);
  });

  it('is over when Wander says so, and tells once', async () => {
    const session = open();
    session.signIn(marta);
    const events: string[] = [];
    session.subscribe((event) => events.push(event));
    answer = () => Promise.resolve(undefined);
    expect(await session.renew(marta.token)).toBeUndefined();
    expect(session.snapshot()).toEqual({ status: 'guest' });
    expect(events.filter((event) => event === 'over')).toHaveLength(1);
    expect(open().snapshot()).toEqual({ status: 'guest' });
  });

  it('is not over because Wander does not answer', async () => {
    open().signIn(marta);
    const session = open();
    answer = () => Promise.reject(new Error('no network'));
    await expect(session.token()).rejects.toThrow('no network');
    expect(session.snapshot().status).toBe('unknown');
    answer = () => Promise.resolve(marta);
    expect(await session.token()).toBe(marta.token);
  });

  describe('in a browser whose tabs hear nothing of each other', () => {
    const { BroadcastChannel } = globalThis;
    const set = (value: unknown) => void Object.assign(globalThis, { BroadcastChannel: value });
    beforeEach(() => set(undefined));
    afterEach(() => set(BroadcastChannel));

    it('is found out when another tab signs in or out', async () => {
      const first = open();
      const stop = first.watch();
      expect(first.snapshot().status).toBe('guest');
      open().signIn(marta);
      dispatchEvent(new Event('focus'));
      await until(() => first.snapshot().status === 'signedIn');
      expect(refreshes).toBe(1);
      answer = () => Promise.resolve(undefined);
      open().end();
      dispatchEvent(new Event('focus'));
      await until(() => first.snapshot().status === 'guest');
      stop();
    });

    it('is that of another person when another one has signed in', async () => {
      const first = open();
      first.signIn(marta);
      const ilse = { token: 'token-of-ilse', viewer: { ...marta.viewer, id: 'user_ilse', username: 'ilse' } };
      answer = () => Promise.resolve(ilse);
      open().signIn(ilse);
      const stop = first.watch();
      await until(() => {
        const state = first.snapshot();
        return state.status === 'signedIn' && state.viewer.id === 'user_ilse';
      });
      stop();
    });
  });

  it('goes on where the browser never grants a lock, or throws', async () => {
    const { locks } = navigator;
    for (const request of [() => Promise.reject(new Error('denied')), () => undefined]) {
      Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
      const session = open();
      session.signIn(marta);
      expect(await session.renew(marta.token)).toMatch(/^token-/);
    }
    Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
  });

  it('asks Wander where nothing may be kept, and tells a guest of no end', async () => {
    const blocked = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    answer = () => Promise.resolve(undefined);
    const session = open();
    const events: string[] = [];
    session.subscribe((event) => events.push(event));
    expect(session.snapshot().status).toBe('unknown');
    expect(await session.token()).toBeUndefined();
    expect(events).not.toContain('over');
    blocked.mockRestore();
  });
});

async function until(check: () => boolean): Promise<void> {
  for (let turns = 0; turns < 200 && !check(); turns++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(check()).toBe(true);
}
