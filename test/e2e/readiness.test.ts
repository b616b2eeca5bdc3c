import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { type App, startApp } from '../support/app.js';

let app: App;
let client: pg.Client;
let lines: string[] = [];
beforeAll(async () => {
  app = await startApp();
  client = new pg.Client({ connectionString: app.databaseUrl });
  await client.connect();
  const note = (message: unknown) => void lines.push(typeof message === 'string' ? message : JSON.stringify(message));
  jest.spyOn(Logger.prototype, 'error').mockImplementation(note);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await client?.end();
  await app?.close();
});

const ready = async () => {
  const response = await fetch(`${app.url}/healthz/ready`);
  const { checks } = (await response.json()) as { checks: { migrations: string } };
  return [response.status, checks.migrations];
};

test('a column that is missing although all migrations are applied is told with the migration to look at', async () => {
  expect(await ready()).toEqual([200, 'ok']);
  await client.query('alter table post_tags rename column name to title');
  // As a process sees it that begins now.
  const other = await startApp({ DATABASE_URL: app.databaseUrl });
  lines = [];
  try {
    for (let n = 0; n < 2; n += 1) {
      const response = await fetch(`${other.url}/healthz/ready`);
      expect([response.status, await response.json()]).toEqual([
        503,
        { status: 'unavailable', checks: { database: 'ok', migrations: 'changed', redis: 'absent' } },
      ]);
    }
    expect(lines.filter((line) => line.includes('post_tags.name'))).toEqual([
      expect.stringMatching(/Not ready: The database lacks post_tags\.name, .* Look at CreatePosts1764000002000/),
    ]);
    // One that was whole looks again a minute later.
    expect(await ready()).toEqual([200, 'ok']);
    const now = performance.now.bind(performance);
    const later = jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
    expect(await ready()).toEqual([503, 'changed']);
    later.mockRestore();
    await client.query('alter table post_tags rename column title to name');
    expect((await fetch(`${other.url}/healthz/ready`)).status).toBe(200);
  } finally {
    await other.close();
  }
});

test('guests who ask how the server is, many times at once, make no probe wait: one look serves all', async () => {
  const looks = jest.spyOn(app.database, 'rowsForProbe');
  const document = `{ ${Array.from({ length: 10 }, (_, n) => `a${n}: health { status }`).join(' ')} }`;
  const asked = Array.from({ length: 50 }, () => app.graphql(document));
  expect(await ready()).toEqual([200, 'ok']);
  for (const { body } of await Promise.all(asked)) expect(body.data.a9).toEqual({ status: 'OK' });
  // Ten for each request otherwise.
  expect(looks.mock.calls.length).toBeLessThan(100);
  looks.mockRestore();
});

test('migrations that are pending are named in the log, once', async () => {
  const { rows } = await client.query<{ name: string }>(
    'delete from migrations where id = (select max(id) from migrations) returning *',
  );
  lines = [];
  expect(await ready()).toEqual([503, 'pending']);
  expect(await ready()).toEqual([503, 'pending']);
  expect(lines.filter((line) => line.includes(rows[0]!.name))).toHaveLength(1);
  const { id, timestamp, name } = rows[0] as unknown as { id: number; timestamp: string; name: string };
  await client.query('insert into migrations (id, timestamp, name) values ($1, $2, $3)', [id, timestamp, name]);
  expect(await ready()).toEqual([200, 'ok']);
});
