import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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
/** Makes a session older: the database's clock is not ours to turn. */
const age = (interval: string, email: string) =>
  app.database.transaction(async (tx) => {
    await tx.rows(sql`
      update refresh_tokens t set used_at = t.used_at - ${interval}::interval
      from sessions s join users u on u.id = s.user_id where s.id = t.session_id and u.email = ${email}`);
  });

describe('register', () => {
  test('makes an account that is signed in, with e-mail and username small', async () => {
    const { username, ip } = someone();
    const reply = await browserOf(ip).send(OPERATIONS.register, {
      input: { username: username.toUpperCase(), email: ` ${username.toUpperCase()}@Example.com `, password: PASSWORD },
    });
    expect(reply.errors).toEqual([]);
    expect(reply.data.register?.viewer).toEqual({ email: `${username}@example.com`, user: { username, role: 'USER' } });
    expect(Date.parse(reply.data.register!.expiresAt)).toBeGreaterThan(Date.now() + 14 * 60_000);
  });

  test('a known e-mail or username is a CONFLICT that names the field', async () => {
    const { username, email } = await signUp();
    const other = someone();
    const browser = browserOf(other.ip);
    const mail = await browser.send(OPERATIONS.register, {
      input: { username: other.username, email, password: PASSWORD },
    });
    expect(mail.error?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'input.email' }] });
    const name = await browser.send(OPERATIONS.register, {
      input: { username, email: other.email, password: PASSWORD },
    });
    expect(name.error?.extensions).toMatchObject({ code: 'CONFLICT', fields: [{ path: 'input.username' }] });
  });

  test.each([
    ['a password of nine characters', { password: 'kort woor' }, 'input.password'],
    ['a password of 129 characters', { password: 'x7 '.repeat(43) }, 'input.password'],
    ['a common password', { password: 'password123' }, 'input.password'],
    ['a malformed e-mail', { email: 'nobody' }, 'input.email'],
    ['a username with a space', { username: 'two words' }, 'input.username'],
  ])('%s is BAD_USER_INPUT that names the field', async (_what, over, path) => {
    const { username, email, password, ip } = someone();
    const reply = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password, ...over } });
    expect(reply.error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
    expect(reply.data.register ?? null).toBeNull();
  });

  test('a password made of the username or the e-mail is refused', async () => {
    const { username, email, ip } = someone();
    for (const password of [`${username}1`, email])
      expect(
        (await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } })).error?.extensions,
      ).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'input.password' }] });
  });

  test('five an hour from one address, the sixth is RATE_LIMITED', async () => {
    const { ip } = someone();
    for (let n = 0; n < 5; n += 1) {
      const { username, email, password } = someone();
      const reply = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } });
      expect(reply.errors).toEqual([]);
    }
    const { username, email, password } = someone();
    const sixth = await browserOf(ip).send(OPERATIONS.register, { input: { username, email, password } });
    expect(sixth.error?.extensions.code).toBe('RATE_LIMITED');
    expect(sixth.error?.extensions.retryAfterSeconds).toBeGreaterThan(3_000);
  });
});

describe('login', () => {
  test('answers an unknown account as it answers a wrong password, and as slowly', async () => {
    const { email } = await signUp();
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let n = 0; n < 9; n += 1) {
      const replies = [];
      for (const [kind, address] of [
        ['known', email],
        ['unknown', someone().email],
      ] as const) {
        const began = performance.now();
        replies.push(await browserOf(someone().ip).login(address, 'not the password'));
        times[kind].push(performance.now() - began);
      }
      expect({ ...replies[0], error: replies[0]!.error?.message }).toMatchObject({
        status: replies[1]!.status,
        data: replies[1]!.data,
        error: replies[1]!.error?.message,
      });
      expect(replies[0]!.error?.extensions).toMatchObject({
        ...replies[1]!.error?.extensions,
        requestId: expect.anything(),
      });
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[4]!;
    expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 2);
    expect(median(times.unknown)).toBeLessThan(median(times.known) * 2);
  });

  test('five failures, then a delay that doubles; another address and another account notice nothing', async () => {
    const { email, ip, browser } = await signUp();
    const thief = browserOf(someone().ip);
    for (let n = 0; n < 5; n += 1)
      expect((await thief.login(email, 'wrong')).error?.extensions.code).toBe('BAD_USER_INPUT');
    const refused = (await thief.login(email)).error?.extensions;
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(5);
    expect((await browser.send(OPERATIONS.viewer)).data.viewer).not.toBeNull();
    expect((await browserOf(ip).login(email)).errors).toEqual([]);
    await sleep((refused?.retryAfterSeconds ?? 5) * 1_000);
    expect((await thief.login(email, 'wrong')).error?.extensions.code).toBe('BAD_USER_INPUT');
    const again = (await thief.login(email)).error?.extensions;
    expect(again?.code).toBe('RATE_LIMITED');
    expect(again?.retryAfterSeconds).toBeGreaterThan(5);
  });

  test('ten log-ins under aliases in one document count as ten', async () => {
    const { email } = await signUp();
    const fields = Array.from({ length: 10 }, (_, n) => `a${n}: login(input: $input) { accessToken }`);
    const document = `mutation A($input: LoginInput!) { ${fields.join(' ')} }`;
    const input = { email, password: 'wrong' };
    const reply = await browserOf(someone().ip).send(document, { input });
    const codes = reply.errors.map((error) => error.extensions.code);
    expect(codes.filter((code) => code === 'BAD_USER_INPUT').length).toBeLessThanOrEqual(5);
    expect(Object.values(reply.data).every((value) => value === null)).toBe(true);
    const ip = someone().ip;
    const ten = (n: number) =>
      browserOf(ip).send(
        document
          .replaceAll('$input)', `{ email: "${n}x${email}", password: "wrong" })`)
          .replace('($input: LoginInput!)', ''),
      );
    for (let n = 0; n < 3; n += 1) await ten(n);
    expect((await browserOf(ip).login(someone().email, 'wrong')).error?.extensions.code).toBe('RATE_LIMITED');
  });

  test('25 attempts per five minutes and address, a /64 of IPv6 being one', async () => {
    for (let n = 0; n < 25; n += 1)
      expect((await browserOf(`2001:db8:77:1::${n}`).login(`${n}@example.org`, 'w')).error?.extensions.code).toBe(
        'BAD_USER_INPUT',
      );
    expect((await browserOf('2001:db8:77:1:ffff::1').login('z@example.org', 'w')).error?.extensions.code).toBe(
      'RATE_LIMITED',
    );
    expect((await browserOf('2001:db8:77:2::1').login('z@example.org', 'w')).error?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });
});

describe('the Bearer token', () => {
  test.each(['Bearer x', 'Bearer a.b.c', 'Basic YTpi', ''])(
    '%p is a 401 with UNAUTHENTICATED, never a guest',
    async (authorization) => {
      const reply = await browserOf(someone().ip).send('{ __typename }', {}, { authorization });
      expect([reply.status, reply.error?.extensions.code, reply.data]).toEqual([401, 'UNAUTHENTICATED', {}]);
    },
  );

  test('nothing of a document with a bad token is executed', async () => {
    const { username, email, password, ip } = someone();
    const input = { username, email, password };
    const reply = await browserOf(ip).send(OPERATIONS.register, { input }, { authorization: 'Bearer nonsense' });
    expect(reply.status).toBe(401);
    expect(await app.database.first(sql`select 1 from users where username = ${username}`)).toBeUndefined();
  });
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
    expect(browser.cookie).not.toBe(oldCookie);
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

  test('presented again after more than ten seconds it ends the session though its child is unused', async () => {
    const { browser, ip, email } = await signUp();
    const thief = browserOf(ip);
    thief.cookie = browser.cookie;
    await browser.refresh();
    await age('11 seconds', email);
    expect((await thief.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await browser.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
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
      'https://partner.example',
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
