import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import pg from 'pg';
import { freePort } from '../test/support/ports.js';

const NAME = `wander_unread_${process.pid}`;
let databaseUrl: string;

async function administer(statement: string, url = process.env.WANDER_TEST_ADMIN_URL!): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await administer(`create database ${NAME}`);
  const url = new URL(process.env.WANDER_TEST_ADMIN_URL!);
  url.pathname = `/${NAME}`;
  databaseUrl = url.href;
});
afterAll(() => administer(`drop database if exists ${NAME} with (force)`));

/** The first line of a command, whose reader is gone then; and what it says beside it. */
async function firstLineOf(command: string): Promise<{ out: string; err: string }> {
  const [port, clientPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    ...{ DATABASE_URL: databaseUrl, PORT: String(port), CLIENT_PORT: String(clientPort), METRICS_PORT: '0' },
  };
  return new Promise((resolve) =>
    execFile('sh', ['-c', `make --no-print-directory ${command} | head -1`], { env }, (_error, out, err) =>
      resolve({ out, err }),
    ),
  );
}

test('make migrate does its work to the end, and quietly, when nobody reads what it says', async () => {
  expect(await firstLineOf('migrate')).toEqual({ out: 'Migrating the database\n', err: '' });
  const [row] = await administer('select count(*)::int as applied from migrations', databaseUrl);
  expect((row as { applied: number }).applied).toBeGreaterThan(20);
  expect(await administer('select 1 from towns limit 1', databaseUrl)).toHaveLength(1);
});

test.each([
  ['dev', 'Starting Wander for development\n'],
  ['start', 'Starting Wander as in production\n'],
])('make %s ends quietly when nobody reads what it says', async (command, out) => {
  expect(await firstLineOf(command)).toEqual({ out, err: '' });
});
