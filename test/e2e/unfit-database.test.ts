import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { migrateUp, withDataSource } from '../../scripts/lib/migrations.js';

const TIMEOUTS = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout'];

let admin: pg.Client;
let name: string;
let url: string;
let n = 0;
beforeEach(async () => {
  admin = new pg.Client({ connectionString: process.env.WANDER_TEST_ADMIN_URL! });
  await admin.connect();
  name = `wander_unfit_${process.pid}_${(n += 1)}`;
  const address = new URL(process.env.WANDER_TEST_ADMIN_URL!);
  address.pathname = `/${name}`;
  url = address.href;
});
afterEach(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

test.each(['LATIN1', 'SQL_ASCII'])(
  'a database of the encoding %s is refused in a sentence, untouched',
  async (encoding) => {
    await admin.query(
      `create database ${name} template template0 encoding '${encoding}' locale_provider libc locale 'C'`,
    );
    await expect(migrateUp({ url })).rejects.toThrow(
      new RegExp(`^The database has the encoding ${encoding}, and Wander needs UTF8. Make another one`),
    );
    const tables = await withDataSource({ url }, (source) =>
      source.query<unknown[]>(`select from pg_tables where schemaname = 'public'`),
    );
    expect(tables).toEqual([]);
  },
);

test('limits of time that the database sets hold for requests, not for migrations', async () => {
  await admin.query(`create database ${name}`);
  for (const timeout of TIMEOUTS) await admin.query(`alter database ${name} set ${timeout} = '1min'`);
  const found = await withDataSource({ url }, (source) =>
    source.query<{ setting: string }[]>('select setting from pg_settings where name = any($1)', [TIMEOUTS]),
  );
  expect(found).toEqual(TIMEOUTS.map(() => ({ setting: '0' })));
});

test('a command says what is wrong with the settings, and no more', () => {
  const program = ['dist/server/commands.js', 'migrate'];
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/w' };
  let said = '';
  try {
    execFileSync(process.execPath, program, { env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    said = (error as { stderr: string }).stderr;
  }
  expect(said).toMatch(/^Wander cannot start:\n( {2}- [A-Z_]+ .*\n)+$/);
});
