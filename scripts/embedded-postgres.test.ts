import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chown, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type AcquiredPostgres, acquirePostgres, removeServer, stopOrphan } from './embedded-postgres.js';

let dir: string;
let acquired: AcquiredPostgres[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wander-embedded-'));
  acquired = [];
});
afterEach(async () => {
  for (const { release } of acquired) await release();
  await removeServer(dir);
});

async function acquire(): Promise<AcquiredPostgres> {
  const postgres = await acquirePostgres({ dir, settings: { fsync: 'off' } });
  acquired.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const NO_PROCESS = 2 ** 22 + 1;

test('commands share one server, which stops when the last of them leaves and keeps its data', async () => {
  const [first, second] = await Promise.all([acquire(), acquire()]);
  expect(second.url).toBe(first.url);
  expect([first.started, second.started].filter(Boolean)).toHaveLength(1);
  await query(first.url, 'create table kept as select 7 as value');
  await first.release();
  await first.release();
  expect(await query(second.url, 'select value from kept')).toEqual([7]);
  await second.release();
  await expect(query(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  const third = await acquire();
  expect(third.started).toBe(true);
  expect(await query(third.url, 'select value from kept')).toEqual([7]);
});

test('it speaks UTF-8 and UTC, listens on loopback alone and asks for a password that nobody else can read', async () => {
  const { url } = await acquire();
  expect(await query(url, `select current_setting('listen_addresses'), current_setting('server_encoding')`)).toEqual([
    '127.0.0.1',
    'UTF8',
  ]);
  expect(await query(url, `select current_setting('timezone'), lower('ÉÑ')`)).toEqual(['UTC', 'éñ']);
  const wrong = new URL(url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect((await stat(join(dir, 'postgres.json'))).mode & 0o077).toBe(0);
});

test('a server whose users were killed is joined, and stopped by whoever leaves it', async () => {
  const { url } = await acquire();
  const users = join(dir, 'users');
  for (const name of await readdir(users)) await writeFile(join(users, name), String(NO_PROCESS));
  const next = await acquire();
  expect(next).toMatchObject({ started: false, url });
  await next.release();
  await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('an orphan is stopped, a used server is not', async () => {
  const { url } = await acquire();
  expect(await stopOrphan(dir)).toBe(false);
  const users = join(dir, 'users');
  for (const name of await readdir(users)) await writeFile(join(users, name), String(NO_PROCESS));
  expect(await stopOrphan(dir)).toBe(true);
  await expect(query(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('what a start that was killed left behind does not stand in the way', async () => {
  await writeFile(join(dir, 'postgres.lock'), String(NO_PROCESS));
  await mkdir(join(dir, 'postgres.new'));
  await writeFile(join(dir, 'postgres.new', 'half'), '');
  const { url } = await acquire();
  expect(await query(url, 'select 1')).toEqual([1]);
});

test('another process that has the number of a server whose machine was switched off is neither joined nor ended', async () => {
  const { release } = await acquire();
  const written = join(await realpath(join(dir, 'postgres')), 'postmaster.pid');
  const text = await readFile(written, 'utf8');
  const { uid, gid } = await stat(written);
  await release();
  // Of the account that PostgreSQL runs as: it would not begin itself beside one.
  const other = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
  try {
    await writeFile(written, text.replace(/^\d+/, String(other.pid)));
    await chown(written, uid, gid);
    const { url, started, release: leave } = await acquire();
    expect(started).toBe(true);
    expect(await query(url, 'select 1')).toEqual([1]);
    await leave();
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  } finally {
    other.kill('SIGKILL');
  }
});

test('data whose password is lost is not touched', async () => {
  const { release } = await acquire();
  await release();
  const secrets = join(dir, 'postgres.json');
  const text = await readFile(secrets, 'utf8');
  await rm(secrets);
  await expect(acquire()).rejects.toThrow('postgres.json is missing');
  await writeFile(secrets, text);
  expect(await query((await acquire()).url, 'select 1')).toEqual([1]);
});
