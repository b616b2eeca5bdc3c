import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hashPassword } from '../../server/platform/auth/index.js';
import { type Sql, sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { until } from '../support/live.js';
import { countBlocked } from '../support/locks.js';
import { Browser, OPERATIONS, PASSWORD, type Reply, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.close());

/** What the requests are answered when the account changes between their check of the password and their session. */
async function whileChanging(email: string, change: Sql | undefined, requests: () => Promise<Reply>[]) {
  const replies = await app.database.transaction(async (tx) => {
    await tx.rows(sql`select 1 from users where email = ${email} for update`);
    const replies = requests();
    // Of one person's the others wait for the first.
    await until(async () => (await countBlocked(app)) > 0);
    if (change) await tx.rows(change);
    return { replies };
  });
  return Promise.all(replies.replies);
}

test('a log-in under way with the old password ends with the old password', async () => {
  const { email } = await signUpIn(app.url);
  const hash = await hashPassword('acht droge sokken');
  const [reply] = await whileChanging(
    email,
    sql`update users set password_hash = ${hash} where email = ${email}`,
    () => [new Browser(app.url, someone().ip).login(email)],
  );
  expect(reply?.error?.extensions.code).toBe('BAD_USER_INPUT');
  expect(reply?.setCookies).toEqual([]);
});

test('a log-in under way has the role and the suspension that are given meanwhile', async () => {
  const { email } = await signUpIn(app.url);
  const browser = new Browser(app.url, someone().ip);
  const change = sql`update users set role = 'MODERATOR', suspended_at = now() where email = ${email}`;
  const [reply] = await whileChanging(email, change, () => [browser.login(email)]);
  expect(reply?.errors).toEqual([]);
  const claims = JSON.parse(Buffer.from(browser.token!.split('.')[1]!, 'base64url').toString()) as object;
  expect(claims).toMatchObject({ role: 'MODERATOR', suspended: true });
});

test('of two changes of one password at once one succeeds', async () => {
  const { email, browser } = await signUpIn(app.url);
  const change = (newPassword: string) =>
    browser.send(OPERATIONS.changePassword, { input: { currentPassword: PASSWORD, newPassword } });
  const replies = await whileChanging(email, undefined, () => [
    change('acht droge sokken'),
    change('negen natte hoeden'),
  ]);
  expect(replies.flatMap((reply) => reply.errors.map((error) => error.extensions.fields?.[0]?.path))).toEqual([
    'input.currentPassword',
  ]);
});
