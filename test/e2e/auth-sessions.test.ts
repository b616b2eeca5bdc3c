import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { RevokedSessions } from '../../server/platform/auth/index.js';
import { sql } from '../../server/platform/database/index.js';
import { Realtime } from '../../server/platform/realtime/index.js';
import { type App, startApp } from '../support/app.js';
import { Browser, OPERATIONS, PASSWORD, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.close());

const signUp = () => signUpIn(app.url);
const NEW_PASSWORD = 'acht droge sokken';

async function anotherBrowserOf(email: string, password = PASSWORD): Promise<Browser> {
  const browser = new Browser(app.url, someone().ip);
  expect((await browser.login(email, password)).errors).toEqual([]);
  return browser;
}

/** Both of a session's tokens are worth nothing, within five seconds. */
async function expectEnded(browser: Browser): Promise<void> {
  const began = Date.now();
  for (;;) {
    const { status, error } = await browser.send('{ __typename }');
    if (status === 401 && error?.extensions.code === 'UNAUTHENTICATED') break;
    if (Date.now() - began > 5_000) throw new Error('the access token is believed after five seconds');
    await sleep(100);
  }
  expect((await browser.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
}

const expectAlive = async (browser: Browser) => expect((await browser.send('{ __typename }')).status).toBe(200);

describe('logout', () => {
  test('ends this session, takes the cookie away, and leaves the others', async () => {
    const { email, browser } = await signUp();
    const other = await anotherBrowserOf(email);
    const kept = browser.cookie;
    const reply = await browser.send(OPERATIONS.logout);
    expect(reply.data.logout).toEqual({ endedSessions: 1 });
    expect(reply.setCookies).toEqual(['wander_rt=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict']);
    browser.cookie = kept;
    await expectEnded(browser);
    await expectAlive(other);
  });

  test('everywhere ends all of them and says how many', async () => {
    const { email, browser } = await signUp();
    const other = await anotherBrowserOf(email);
    expect((await other.send(OPERATIONS.logout, { input: { everywhere: true } })).data.logout).toEqual({
      endedSessions: 2,
    });
    await expectEnded(browser);
  });

  test('is for those who are signed in', async () => {
    const reply = await new Browser(app.url, someone().ip).send(OPERATIONS.logout);
    expect(reply.error?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('changePassword', () => {
  const change = (browser: Browser, currentPassword: string, newPassword: string) =>
    browser.send(OPERATIONS.changePassword, { input: { currentPassword, newPassword } });

  test('ends every session and goes on here with a new one', async () => {
    const { email, browser } = await signUp();
    const other = await anotherBrowserOf(email);
    const before = new Browser(app.url, browser.ip);
    Object.assign(before, { token: browser.token, cookie: browser.cookie });
    expect((await change(browser, PASSWORD, NEW_PASSWORD)).errors).toEqual([]);
    await expectEnded(other);
    await expectEnded(before);
    await expectAlive(browser);
    expect((await browser.refresh()).errors).toEqual([]);
    await anotherBrowserOf(email, NEW_PASSWORD);
    expect((await new Browser(app.url, someone().ip).login(email)).error?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('asks for the current password and for a good new one', async () => {
    const { browser, username } = await signUp();
    const fields = async (current: string, wanted: string) =>
      (await change(browser, current, wanted)).error?.extensions.fields?.map((field) => field.path);
    expect(await fields('wrong', NEW_PASSWORD)).toEqual(['input.currentPassword']);
    expect(await fields(PASSWORD, 'password123')).toEqual(['input.newPassword']);
    expect(await fields(PASSWORD, `${username}1`)).toEqual(['input.newPassword']);
    await expectAlive(browser);
  });

  test('is tried ten times in five minutes and no more', async () => {
    const { browser } = await signUp();
    for (let n = 0; n < 10; n += 1)
      expect((await change(browser, 'wrong', NEW_PASSWORD)).error?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await change(browser, PASSWORD, NEW_PASSWORD)).error?.extensions.code).toBe('RATE_LIMITED');
    await expectAlive(browser);
  });
});

describe('the list of sessions', () => {
  test('has the viewer’s own, the last used first, and marks the one that asks', async () => {
    const { email, browser } = await signUp();
    await signUp();
    const other = new Browser(app.url, someone().ip);
    await other.login(email, PASSWORD, { 'user-agent': 'Lynx/2.9' });
    const sessions = (await other.send(OPERATIONS.sessions)).data.viewer?.sessions;
    expect(sessions).toEqual([
      { id: expect.stringMatching(/^session_/), isCurrent: true, userAgent: 'Lynx/2.9', ipAddress: other.ip },
      { id: expect.stringMatching(/^session_/), isCurrent: false, userAgent: expect.anything(), ipAddress: browser.ip },
    ]);
  });

  test('one of them can be ended, twice too, and then is no longer listed', async () => {
    const { email, browser } = await signUp();
    const other = await anotherBrowserOf(email);
    const sessions = (await browser.send(OPERATIONS.sessions)).data.viewer!.sessions!;
    const { id } = sessions.find((session) => !session.isCurrent)!;
    for (let n = 0; n < 2; n += 1)
      expect((await browser.send(OPERATIONS.revoke, { input: { id } })).data.revokeSession).toEqual({ revokedId: id });
    await expectEnded(other);
    expect((await browser.send(OPERATIONS.sessions)).data.viewer?.sessions).toHaveLength(1);
  });

  test('has at most fifty: one sign-in more ends the one that has not been used for longest', async () => {
    const { email, browser, username } = await signUp();
    const other = await anotherBrowserOf(email);
    await app.database.rows(sql`
      insert into sessions (id, user_id, last_used_at)
      select gen_random_uuid(), id, now() - interval '1 hour' from users, generate_series(1, 48) where username = ${username}`);
    await app.database.rows(sql`
      update sessions set last_used_at = now() - interval '1 day'
      where ip_address = ${browser.ip} and user_id = (select id from users where username = ${username})`);
    const listed = async () => (await other.send(OPERATIONS.sessions)).data.viewer?.sessions;
    expect(await listed()).toHaveLength(50);
    await expectAlive(browser);
    const another = await anotherBrowserOf(email);
    await expectEnded(browser);
    expect(await listed()).toHaveLength(50);
    await Promise.all(Array.from({ length: 4 }, () => anotherBrowserOf(email)));
    expect(await listed()).toHaveLength(50);
    for (const one of [other, another]) await expectAlive(one);
  });

  test('nobody ends another person’s session', async () => {
    const [mine, theirs] = [await signUp(), await signUp()];
    const { id } = (await theirs.browser.send(OPERATIONS.sessions)).data.viewer!.sessions![0]!;
    for (const wrong of [id, 'session_01h455vb4pex5vsknk084sn02q', 'nonsense', `post_${id.slice(8)}`])
      expect((await mine.browser.send(OPERATIONS.revoke, { input: { id: wrong } })).error?.extensions.code).toBe(
        'NOT_FOUND',
      );
    await expectAlive(theirs.browser);
  });
});

test('a session that another process ends dies within five seconds, without a statement per request', async () => {
  const { email, browser } = await signUp();
  await expectAlive(browser);
  await app.database.rows(sql`
    update sessions set revoked_at = now() where user_id = (select id from users where email = ${email})`);
  const statements: string[] = [];
  const leave = app.database.watch((text) => statements.push(text));
  const kept = browser.cookie;
  for (const began = Date.now(); Date.now() - began < 5_000; await sleep(100))
    if ((await browser.send('{ __typename }')).status === 401) break;
  leave();
  expect(statements).toEqual([]);
  browser.cookie = kept;
  await expectEnded(browser);
});

test('a session that ended within the life of its access token stays refused by a process that was not told', async () => {
  const { email, browser } = await signUp();
  await app.database.rows(sql`
    update sessions set revoked_at = now() - interval '14 minutes'
    where user_id = (select id from users where email = ${email})`);
  await expectEnded(browser);
});

describe('between processes', () => {
  const sessionOf = (browser: Browser) =>
    (JSON.parse(Buffer.from(browser.token!.split('.')[1]!, 'base64url').toString()) as { sid: string }).sid;

  test('the end of a session is told to the others', async () => {
    const { browser } = await signUp();
    const told: string[] = [];
    const leave = app.nest
      .get(Realtime)
      .subscribe('session.revoked', ({ sessionIds }) => void told.push(...sessionIds));
    await browser.send(OPERATIONS.logout);
    leave();
    expect(told).toEqual([sessionOf(browser)]);
  });

  test('what nobody tells is read every two seconds, whatever the requests, which ask for nothing', async () => {
    const { browser } = await signUp();
    const dataSource = app.nest.get(DataSource);
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const asked = jest.spyOn(dataSource, 'query');
    const one = new RevokedSessions(dataSource, app.nest.get(Realtime));
    await one.onModuleInit();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toContain(2_000);
    one.onModuleDestroy();
    const before = asked.mock.calls.length;
    for (let n = 0; n < 30; n += 1) await expectAlive(browser);
    // The server's own reading falls in between, once or a few times on a slow machine.
    expect(asked.mock.calls.length - before).toBeLessThan(30);
    for (const spy of [timers, asked]) spy.mockRestore();
  });

  test('what another one tells holds at once, whatever this one has read', async () => {
    const { browser } = await signUp();
    await app.nest.get(Realtime).publish('session.revoked', { sessionIds: [sessionOf(browser)] });
    expect((await browser.send('{ __typename }')).status).toBe(401);
    expect((await browser.refresh()).errors).toEqual([]);
  });
});

test('a suspended person signs in and ends sessions, but changes nothing else', async () => {
  const { email, browser } = await signUp();
  await app.database.rows(sql`update users set suspended_at = now() where email = ${email}`);
  expect((await browser.refresh()).errors).toEqual([]);
  expect((await browser.send(OPERATIONS.viewer)).errors).toEqual([]);
  const name = 'Somebody else';
  const reply = await browser.send(
    'mutation U($input: UpdateProfileInput!) { updateProfile(input: $input) { user { name } } }',
    {
      input: { name },
    },
  );
  expect(reply.error?.extensions.code).toBe('FORBIDDEN');
  expect((await browser.send(OPERATIONS.logout)).errors).toEqual([]);
});

describe('other settings', () => {
  const withApp = async (env: Record<string, string>, work: (other: App) => Promise<void>) => {
    const other = await startApp(env);
    try {
      await work(other);
    } finally {
      await other.close();
    }
  };

  test('REGISTRATION=closed answers FORBIDDEN with a reason', () =>
    withApp({ REGISTRATION: 'closed' }, async ({ url, database }) => {
      const { username, email, password, ip } = someone();
      const reply = await new Browser(url, ip).send(OPERATIONS.register, { input: { username, email, password } });
      expect(reply.error).toMatchObject({
        message: expect.stringMatching(/not accepting new members/),
        extensions: { code: 'FORBIDDEN' },
      });
      expect(await database.first(sql`select 1 from users where username = ${username}`)).toBeUndefined();
    }));

  test('an http APP_ORIGIN asks browsers for nothing over TLS', async () => {
    const { headers } = await fetch(new URL('/graphql', app.url));
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  test('an https APP_ORIGIN makes the cookie __Host- and Secure, and browsers keep to TLS', () =>
    withApp({ APP_ORIGIN: 'https://wander.example' }, async ({ url }) => {
      const { reply, browser } = await signUpIn(url);
      expect(reply.setCookies[0]).toMatch(
        /^__Host-wander_rt=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
      );
      expect((await browser.refresh({ origin: 'https://wander.example' })).errors).toEqual([]);
      const { headers } = await fetch(new URL('/graphql', url));
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000\b/);
      expect((await browser.refresh({ origin: 'http://wander.example' })).error?.extensions.code).toBe('FORBIDDEN');
    }));

  test('without TRUST_PROXY a forged X-Forwarded-For changes nothing', () =>
    withApp({}, async ({ url }) => {
      for (let n = 0; n < 25; n += 1) await new Browser(url, someone().ip).login(`${n}@example.org`, 'w');
      const reply = await new Browser(url, someone().ip).login('z@example.org', 'w');
      expect(reply.error?.extensions.code).toBe('RATE_LIMITED');
    }));
});
