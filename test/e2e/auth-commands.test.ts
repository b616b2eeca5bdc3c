import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type App, startApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
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
const command = (...args: string[]): Promise<Outcome> => commandOn(app.databaseUrl, ...args);

const commandOn = (databaseUrl: string, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const script = [join(process.cwd(), 'dist/server/commands.js')];
    const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
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
  expect(await command('user-role', `username=@${username.toUpperCase()}`, 'role=moderator')).toMatchObject({
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

test('migrate-wait waits for what others apply, changes nothing, and does not wait for ever', async () => {
  const empty = await createTestDatabase();
  const client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
  try {
    const early = await commandOn(empty.url, 'migrate-wait', 'patience=1');
    expect(early).toMatchObject({ code: 1, err: expect.stringMatching(/^Still not applied after 1 s:\n {2}\w+/) });
    expect(early.err).not.toContain('    at ');
    expect(early.out).toMatch(/^Waiting for:\n {2}\w+/);
    expect((await client.query("select 1 from pg_tables where schemaname = 'public'")).rows).toEqual([]);
    const waiting = commandOn(empty.url, 'migrate-wait', 'patience=60');
    expect((await commandOn(empty.url, 'migrate')).out).toContain('Applied:');
    expect(await waiting).toMatchObject({
      code: 0,
      out: expect.stringMatching(/The database has every migration of this version\.\n$/),
    });
  } finally {
    await client.end();
    await empty.drop();
  }
});

test('a database that is away is waited for as long as patience says', async () => {
  const away = 'postgres://wander:wander@127.0.0.1:1/wander';
  expect((await commandOn(away, 'migrate')).err).toContain('ECONNREFUSED');
  const began = Date.now();
  expect((await commandOn(away, 'migrate', 'patience=2')).code).toBe(1);
  expect(Date.now() - began).toBeGreaterThan(2_000);
  const waited = await commandOn(away, 'migrate-wait', 'patience=1');
  expect(waited).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Still not applied after 1 s:\n {2}the database/),
  });
  expect(waited.out.match(/Waiting for:/g)).toHaveLength(1);
  expect((await commandOn(away, 'migrate', 'patience=soon')).err).toMatch(/^patience is a whole number/);
});
