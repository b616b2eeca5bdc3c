import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, startApp } from '../support/app.js';
import { Browser, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.close());

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** A process of its own, as on the hosts' machine. */
const command = (...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const script = ['--import', '@swc-node/register/esm-register', join(process.cwd(), 'server/commands.ts')];
    const env = { PATH: process.env.PATH, DATABASE_URL: app.databaseUrl, SWCRC: 'true' };
    execFile(process.execPath, [...script, ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

async function expectEnded(browser: Browser): Promise<void> {
  for (const began = Date.now(); Date.now() - began < 5_000; await sleep(100))
    if ((await browser.send('{ __typename }')).status === 401) return;
  throw new Error('the access token is believed five seconds after the command');
}

test('user-role gives a role and ends the sessions; the next one has it', async () => {
  const { username, email, browser } = await signUpIn(app.url);
  expect(await command('user-role', `username=${username}`, 'role=moderator')).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${username} is MODERATOR now. Sessions ended: 1.`),
  });
  await expectEnded(browser);
  expect((await browser.refresh()).error?.extensions.code).toBe('UNAUTHENTICATED');
  const reply = await new Browser(app.url, someone().ip).login(email);
  expect(reply.data.login?.viewer.user.role).toBe('MODERATOR');
});

test('user-password prints a one-time password that works, and ends the sessions', async () => {
  const { username, email, browser } = await signUpIn(app.url);
  const { out } = await command('user-password', '--username', username);
  const password = /is now: (\S+)/.exec(out)![1]!;
  await expectEnded(browser);
  const again = new Browser(app.url, someone().ip);
  expect((await again.login(email)).error?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await again.login(email, password)).errors).toEqual([]);
});

test('user-suspend takes writing away and gives it back', async () => {
  const { username, email, browser } = await signUpIn(app.url);
  const write = async () => {
    const writer = new Browser(app.url, someone().ip);
    await writer.login(email);
    const document = 'mutation U { updateProfile(input: { name: "Ana" }) { user { name } } }';
    return (await writer.send(document)).error?.extensions.code;
  };
  expect((await command('user-suspend', `username=${username}`)).code).toBe(0);
  await expectEnded(browser);
  expect(await write()).toBe('FORBIDDEN');
  expect((await command('user-suspend', `username=${username}`, 'undo=true')).code).toBe(0);
  expect(await write()).toBeUndefined();
});

test('a mistake is told in a sentence and exits with 1', async () => {
  const { username } = await signUpIn(app.url);
  expect(await command('user-role', 'username=nobody_here', 'role=admin')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no account named nobody_here.'),
  });
  expect((await command('user-role', `username=${username}`, 'role=king')).err).toMatch(/^Say which role/);
  expect((await command('user-suspend', `username=${username}`, 'undo=yes')).err).toMatch(/^undo is true or false/);
  expect((await command('--help')).out).toContain('user-suspend');
});

test('migrate says that nothing is pending', async () => {
  expect(await command('migrate')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The database is up to date\.\n/),
  });
});
