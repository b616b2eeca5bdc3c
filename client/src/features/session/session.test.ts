import { beforeEach, describe, expect, it } from '@jest/globals';
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
});
