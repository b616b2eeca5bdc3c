import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Config } from '../../server/platform/config/index.js';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { Browser, OPERATIONS, PASSWORD, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', CORS_ORIGINS: 'https://partner.example' });
});
afterAll(() => app.close());

const signUp = () => signUpIn(app.url);
const browserOf = (ip: string) => new Browser(app.url, ip);
const GONE = 'wander_rt=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict';

/** Makes a session older: the database's clock is not ours to turn. */
const age = (interval: string, email: string) =>
  app.database.transaction(async (tx) => {
    await tx.rows(sql`
      update refresh_tokens t set used_at = t.used_at - ${interval}::interval
      from sessions s join users u on u.id = s.user_id where s.id = t.session_id and u.email = ${email}`);
    await tx.rows(sql`
      update sessions s set created_at = s.created_at - ${interval}::interval
      from users u where u.id = s.user_id and u.email = ${email}`);
  });

describe('the refresh cookie', () => {
  test('is HttpOnly, SameSite=Strict and without Secure where APP_ORIGIN is http', async () => {
    const { reply } = await signUp();
    expect(reply.setCookies).toHaveLength(1);
    expect(reply.setCookies[0]).toMatch(/^wander_rt=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('gives a new access token and the next cookie; the database keeps SHA-256 only', async () => {
    const { browser, email, username } = await signUp();
    const [oldCookie, oldToken] = [browser.cookie!, browser.token];
    const reply = await browser.refresh();
    expect(reply.data.refreshSession?.viewer).toMatchObject({ email, user: { username } });
    const { sessionSecret } = app.nest.get(Config);
    const child = createHmac('sha256', sessionSecret).update(oldCookie.split('=')[1]!).digest('base64url');
    expect(browser.cookie).toBe(`wander_rt=${child}`);
    expect(browser.token).not.toBe(oldToken);
    const rows = await app.database.rows(sql<{ hash: Buffer }>`
      select t.hash from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
      where u.email = ${email} order by t.created_at`);
    const sha = (cookie: string) => createHash('sha256').update(cookie.split('=')[1]!).digest('hex');
    expect(rows.map((row) => row.hash.toString('hex'))).toEqual([sha(oldCookie), sha(browser.cookie!)]);
  });

  test('two tabs that present it at once get the same next one', async () => {
    const { browser, ip } = await signUp();
    const tabs = [browserOf(ip), browserOf(ip), browserOf(ip)];
    for (const tab of tabs) tab.cookie = browser.cookie;
    const replies = await Promise.all(tabs.map((tab) => tab.refresh()));
    expect(replies.flatMap((reply) => reply.errors)).toEqual([]);
    expect(new Set(tabs.map((tab) => tab.cookie)).size).toBe(1);
    expect(tabs[0]!.cookie).not.toBe(browser.cookie);
    expect((await tabs[1]!.refresh()).errors).toEqual([]);
  });

  test('presented again once its child is used, it ends the whole session, the newest token too', async () => {
    const { browser, ip } = await signUp();
    const thief = browserOf(ip);
    thief.cookie = browser.cookie;
    await browser.refresh();
    await browser.refresh();
    expect((await thief.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await browser.send(OPERATIONS.viewer)).status).toBe(401);
    expect((await browser.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['59 seconds', true],
    ['61 seconds', false],
  ])('presented again after %s while its child is unused, it gives the same child: %s', async (interval, same) => {
    const { browser, ip, email } = await signUp();
    const other = browserOf(ip);
    other.cookie = browser.cookie;
    await browser.refresh();
    await age(interval, email);
    const code = (await other.refresh()).error?.extensions.code;
    if (same) expect({ code, cookie: other.cookie }).toEqual({ code: undefined, cookie: browser.cookie });
    else expect(code).toBe('UNAUTHENTICATED');
    expect((await browser.refresh()).error?.extensions.code).toBe(code);
  });

  test('that comes back used is told to the log once, as a warning without the token', async () => {
    const { browser, ip, email } = await signUp();
    const thief = browserOf(someone().ip);
    const stolen = (thief.cookie = browser.cookie!);
    await browser.refresh();
    await browser.refresh();
    const warnings = jest.spyOn(Logger.prototype, 'warn');
    try {
      for (let n = 0; n < 3; n += 1) {
        thief.cookie = stolen;
        await thief.refresh();
      }
      await browser.refresh();
      const [owner] = await app.database.rows(sql<{ userId: string; sessionId: string }>`
        select u.id as "userId", s.id as "sessionId" from users u join sessions s on s.user_id = u.id where u.email = ${email}`);
      expect(warnings.mock.calls).toEqual([
        [{ event: 'refresh token reused', ...owner, ip: thief.ip, requestId: expect.stringMatching(/^[\w-]{8,}$/) }],
      ]);
      const text = JSON.stringify(warnings.mock.calls);
      for (const secret of [stolen.split('=')[1]!, email, ip]) expect(text).not.toContain(secret);
    } finally {
      warnings.mockRestore();
    }
  });

  test.each([
    ['idle for 14 days', 'last_used_at', '14 days 1 minute', false],
    ['idle for less than 14 days', 'last_used_at', '13 days 23 hours', true],
    ['30 days old', 'created_at', '30 days 1 minute', false],
    ['less than 30 days old', 'created_at', '29 days', true],
  ])('a session %s', async (_what, column, interval, lives) => {
    const { browser, email } = await signUp();
    const user = sql`user_id = (select id from users where email = ${email})`;
    await app.database.rows(
      column === 'created_at'
        ? sql`update sessions set created_at = created_at - ${interval}::interval where ${user}`
        : sql`update sessions set last_used_at = last_used_at - ${interval}::interval where ${user}`,
    );
    const reply = await browser.refresh();
    expect(reply.error?.extensions.code).toBe(lives ? undefined : 'UNAUTHENTICATED');
    if (interval === '29 days')
      expect(Number(/Max-Age=(\d+)/.exec(reply.setCookies[0]!)?.[1])).toBeLessThanOrEqual(86_400);
  });

  test('is asked for: without one there is nothing to refresh', async () => {
    expect((await browserOf(someone().ip).refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is taken from no other origin', async () => {
    const { browser } = await signUp();
    const { port, host } = new URL(app.url);
    const allowed = [
      `http://${host}`,
      `http://localhost:${port}`,
      `http://[::1]:${port}`,
      'http://localhost:3000',
      'http://127.0.0.1:3000',
    ];
    const refused = ['https://evil.example', 'http://localhost:3001', 'https://localhost:3000', 'null'];
    for (const origin of refused)
      expect([origin, (await browser.refresh({ origin })).error?.extensions.code]).toEqual([origin, 'FORBIDDEN']);
    for (const origin of allowed) {
      const tab = browserOf(browser.ip);
      tab.cookie = browser.cookie;
      expect([origin, (await tab.refresh({ origin })).errors]).toEqual([origin, []]);
    }
  });

  test('is neither read nor used up nor taken away for a page of CORS_ORIGINS', async () => {
    const { browser, ip } = await signUp();
    const page = browserOf(ip);
    Object.assign(page, { cookie: browser.cookie, token: browser.token });
    const headers = { origin: 'https://partner.example' };
    const reply = await page.refresh(headers);
    expect([reply.error?.extensions.code, reply.setCookies]).toEqual(['UNAUTHENTICATED', []]);
    page.token = browser.token;
    const out = await page.send(OPERATIONS.logout, {}, headers);
    expect([out.data.logout, out.setCookies]).toEqual([{ endedSessions: 1 }, []]);
  });

  test('is not used up by a page of CORS_ORIGINS, so that its own page goes on', async () => {
    const { browser, email } = await signUp();
    const kept = browser.cookie;
    await browser.refresh({ origin: 'https://partner.example' });
    await age('61 seconds', email);
    browser.cookie = kept;
    expect((await browser.refresh()).errors).toEqual([]);
  });

  test('is taken away once it is of no use any more', async () => {
    const [mine, other] = [await signUp(), await signUp()];
    await age('2 minutes', mine.email);
    await app.database.rows(sql`update sessions set revoked_at = now() - interval '1 minute'`);
    expect((await mine.browser.refresh()).setCookies).toEqual([GONE]);
    other.browser.cookie = 'wander_rt=unknown';
    expect((await other.browser.refresh()).setCookies).toEqual([GONE]);
  });

  test('is left where a newer one may be on its way: a late tab signs nobody out', async () => {
    const { browser, ip } = await signUp();
    const lateTab = browserOf(ip);
    lateTab.cookie = browser.cookie;
    const input = { currentPassword: PASSWORD, newPassword: 'acht droge sokken' };
    expect((await browser.send(OPERATIONS.changePassword, { input })).errors).toEqual([]);
    const late = await lateTab.refresh();
    expect([late.error?.extensions.code, late.setCookies]).toEqual(['UNAUTHENTICATED', []]);
    expect((await browser.refresh()).errors).toEqual([]);
  });

  test('goes with the session that it belongs to, and only with that', async () => {
    const { browser, email } = await signUp();
    await browserOf(someone().ip).login(email);
    const sessions = (await browser.send(OPERATIONS.sessions)).data.viewer!.sessions!;
    const end = async (isCurrent: boolean) => {
      const { id } = sessions.find((session) => session.isCurrent === isCurrent)!;
      return (await browser.send(OPERATIONS.revoke, { input: { id } })).setCookies;
    };
    expect(await end(false)).toEqual([]);
    expect(await end(true)).toEqual([GONE]);
  });

  test('is taken by a JSON POST only', async () => {
    const { browser } = await signUp();
    const query = OPERATIONS.refresh;
    const requests: [string, RequestInit][] = [
      ['/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query }) }],
      [
        '/graphql',
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ query }).toString(),
        },
      ],
      [`/graphql?${new URLSearchParams({ query }).toString()}`, { headers: { accept: 'application/json' } }],
    ];
    for (const [path, request] of requests) {
      const headers = { ...request.headers, cookie: browser.cookie!, 'x-forwarded-for': browser.ip };
      const response = await fetch(new URL(path, app.url), { ...request, headers });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect((await browser.refresh()).errors).toEqual([]);
  });

  test('is never set for a page of CORS_ORIGINS', async () => {
    const { email } = await signUp();
    const reply = await browserOf(someone().ip).login(email, PASSWORD, { origin: 'https://partner.example' });
    expect(reply.data.login?.accessToken).toBeTruthy();
    expect(reply.setCookies).toEqual([]);
  });
});

describe('how often a session is refreshed', () => {
  /** What is asked of the database meanwhile. */
  async function statementsOf(work: () => Promise<unknown>): Promise<number> {
    let statements = 0;
    const leave = app.database.watch(() => (statements += 1));
    await work();
    leave();
    return statements;
  }

  test('30 times in 5 minutes, each session by itself; more is refused and ends nothing', async () => {
    const { browser, email } = await signUp();
    const other = browserOf(someone().ip);
    await other.login(email);
    for (let n = 0; n < 30; n += 1) expect((await browser.refresh()).errors).toEqual([]);
    const { cookie } = browser;
    const reply = await browser.refresh();
    expect(reply.error?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    expect({ cookies: reply.setCookies, cookie: browser.cookie }).toEqual({ cookies: [], cookie });
    expect((await other.refresh()).errors).toEqual([]);
    expect((await other.send(OPERATIONS.sessions)).data.viewer?.sessions).toHaveLength(2);
  });

  test('in parallel, too', async () => {
    const { browser, ip } = await signUp();
    const tabs = Array.from({ length: 40 }, () => Object.assign(browserOf(ip), { cookie: browser.cookie }));
    const replies = await Promise.all(tabs.map((tab) => tab.refresh()));
    expect(replies.filter(({ error }) => error === undefined)).toHaveLength(30);
  });

  test('what has not the form of a token asks nothing of the database', async () => {
    const { ip } = someone();
    const forms = ['x', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}!`, 'x'.repeat(3_000)];
    const statements = await statementsOf(async () => {
      for (const form of forms) {
        const stranger = Object.assign(browserOf(ip), { cookie: `wander_rt=${form}` });
        expect((await stranger.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
      }
    });
    expect(statements).toBe(0);
  });

  test('100 unknown ones in 5 minutes and address; who is known there is not held up', async () => {
    const { ip } = someone();
    const guess = () =>
      Object.assign(browserOf(ip), { cookie: `wander_rt=${randomBytes(32).toString('base64url')}` }).refresh();
    for (let n = 0; n < 100; n += 1) expect((await guess()).error?.extensions.code).toBe('UNAUTHENTICATED');
    for (let n = 0; n < 20; n += 1) expect((await guess()).error?.extensions.code).toBe('RATE_LIMITED');
    const { browser } = await signUp();
    expect((await Object.assign(browserOf(ip), { cookie: browser.cookie }).refresh()).errors).toEqual([]);
  });

  test('the used tokens of a session do not grow without bound', async () => {
    const { browser, email } = await signUp();
    const ofSession = sql`session_id = (
      select s.id from sessions s join users u on u.id = s.user_id where u.email = ${email})`;
    const count = async () =>
      (await app.database.first(sql<{ n: number }>`
        select count(*)::int as n from refresh_tokens where ${ofSession}`))!.n;
    const oldest = browser.cookie!;
    await browser.refresh();
    await age('40 days', email);
    await app.database.rows(sql`
      update sessions set created_at = created_at + interval '40 days' where id in (
        select session_id from refresh_tokens where ${ofSession})`);
    await app.database.rows(sql`
      insert into refresh_tokens (hash, session_id, used_at)
      select sha256(('token ' || n)::bytea), s.id, now() - n * interval '1 minute'
      from sessions s join users u on u.id = s.user_id, generate_series(1, 3500) n where u.email = ${email}`);
    await browser.refresh();
    expect(await count()).toBe(3_001);
    await browser.refresh();
    expect(await count()).toBe(3_001);
    const forgotten = Object.assign(browserOf(browser.ip), { cookie: oldest });
    expect((await forgotten.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await browser.refresh()).errors).toEqual([]);
  });
});
