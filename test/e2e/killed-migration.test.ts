import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../support/ports.js';

let admin: pg.Client;
let name: string;
let url: URL;
let n = 0;

/** An empty database. */
beforeEach(async () => {
  admin = new pg.Client({ connectionString: process.env.WANDER_TEST_ADMIN_URL! });
  await admin.connect();
  name = `wander_killed_${process.pid}_${(n += 1)}`;
  await admin.query(`create database ${name}`);
  url = new URL(process.env.WANDER_TEST_ADMIN_URL!);
  url.pathname = `/${name}`;
});
afterEach(async () => {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
});

interface Outcome {
  code: number;
  text: string;
}

const run = (program: string, args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url.href };
    execFile(program, args, { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), text: out + err }),
    );
  });

const migrates = {
  'make migrate': () => run('make', ['--no-print-directory', 'migrate']),
  'migrate of the image': () => run(process.execPath, [join(process.cwd(), 'dist/server/commands.js'), 'migrate']),
};

test.each(Object.entries(migrates))(
  'a connection that is ended during %s is said in a sentence, and the next one goes on',
  async (_name, migrate) => {
    let outcome: Outcome | undefined;
    const migrating = migrate().then((ended) => (outcome = ended));
    // Those that migrate, once they have begun.
    const applied = async () => {
      const client = new pg.Client({ connectionString: url.href, application_name: 'onlooker' });
      client.on('error', () => undefined);
      try {
        await client.connect();
        return Number((await client.query('select count(*) from migrations')).rows[0].count);
      } catch {
        return 0;
      } finally {
        await client.end().catch(() => undefined);
      }
    };
    while (outcome === undefined && (await applied()) < 3) await sleep(5);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and application_name in ('wander make', 'wander migrate')`,
      [name],
    );
    const { code, text } = await migrating;
    expect(code).not.toBe(0);
    expect(text).toMatch(/^The database failed: .+ Try again when it answers\.$/m);
    expect(text).not.toMatch(/^\s+at /m);
    expect(await migrate()).toMatchObject({ code: 0 });
  },
);

test('a database that is away is said in a sentence by the image, too', async () => {
  url = new URL(`postgres://ana:geheim@127.0.0.1:${await freePort()}/wander`);
  const { code, text } = await migrates['migrate of the image']();
  expect(code).toBe(1);
  expect(text).toMatch(/^The database failed: .*ECONNREFUSED.* Try again when it answers\.\n$/);
});
