import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp } from '../support/factories.js';
import { sql, unprepared } from '../../server/platform/database/index.js';
import { until } from '../support/live.js';
import { PostgresServer } from '../support/postgres.js';

const READ = '{ posts(first: 3) { nodes { id title author { name } tags { name } } } }';
const SEARCH = '{ search(query: "ferry") { nodes { __typename } } }';
const LOGIN = 'mutation { login(input: { email: "ana@example.com", password: "a lantern" }) { accessToken } }';
const WRITE = 'mutation { createPost(input: { title: "A walk" }) { post { id } } }';

interface Outcome {
  code: string;
  retryAfter: string | null;
  ms: number;
}

let server: PostgresServer;
let app: App;
let ana: Person;
let guests = 0;
beforeAll(async () => {
  server = await PostgresServer.start();
  app = await startApp({ TRUST_PROXY: '127.0.0.1', DATABASE_URL: server.url, GUEST_ANSWERS: 'false' });
  ana = await signUp(app);
});
afterAll(async () => {
  await app?.close();
  await server?.close();
});

async function ask(query: string, token?: string): Promise<Outcome> {
  const began = performance.now();
  const { headers, body } = await app.graphql(
    query,
    {},
    { token, headers: { 'X-Forwarded-For': `10.1.0.${(guests += 1) % 250}` } },
  );
  const code = body.errors?.[0]?.extensions.code ?? 'ok';
  return { code, retryAfter: headers.get('retry-after'), ms: performance.now() - began };
}
const readiness = async (): Promise<number> => (await fetch(`${app.url}/healthz/ready`)).status;
const AWAY = { code: 'UNAVAILABLE', retryAfter: '5' };
const codes = (outcomes: readonly Outcome[]) => [...new Set(outcomes.map(({ code }) => code))];
const ready = () => until(async () => (await readiness()) === 200 && (await ask(READ)).code === 'ok');

test('a locked table is UNAVAILABLE for those who read it, and the process stays ready', async () => {
  const locker = new pg.Client({ connectionString: server.url });
  await locker.connect();
  // Statements that no connection has prepared yet.
  const reads = [
    READ,
    '{ posts(first: 3) { nodes { id place { name } } } }',
    '{ tags(first: 3) { nodes { posts(first: 3) { nodes { id } } } } }',
  ];
  await locker.query('begin; lock table posts in access exclusive mode');
  const outcomes: Promise<Outcome>[] = [];
  const probes: number[] = [];
  for (let wave = 0; wave < 20; wave += 1) {
    for (let n = 0; n < 6; n += 1) outcomes.push(ask(reads[n % reads.length]!));
    probes.push(await readiness());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const all = await Promise.all(outcomes);
  expect(codes(all.filter(({ code }) => code !== 'ok'))).toEqual(['UNAVAILABLE']);
  expect(new Set(probes)).toEqual(new Set([200]));
  // Two seconds; the rest is for a busy machine.
  expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(6_000);
  await locker.query('rollback');
  await locker.end();
  const after = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(reads[n % reads.length]!)));
  expect(codes(after)).toEqual(['ok']);
});

test('a statement that a connection does not know any more is prepared anew', async () => {
  await ask(READ);
  await app.database.rows(unprepared(sql`deallocate all`));
  const outcomes: Outcome[] = [];
  for (let n = 0; n < 20; n += 1) outcomes.push(await ask(READ));
  expect(codes(outcomes)).toEqual(['ok']);
});

test('a plan of before a change of the schema is made anew', async () => {
  const users = '{ user(username: "nobody") { id name } }';
  for (let n = 0; n < 8; n += 1) await ask(users);
  await server.ask('alter table users alter column bio type varchar(300)');
  const outcomes: Outcome[] = [];
  for (let n = 0; n < 8; n += 1) outcomes.push(await ask(users));
  await server.ask('alter table users alter column bio type text');
  expect(codes(outcomes)).toEqual(['ok']);
});

describe('what a host has to mend', () => {
  beforeAll(async () => {
    await server.ask(`
      create table trouble (code text);
      create function make_trouble() returns trigger language plpgsql as $$
      declare code text := (select t.code from trouble t);
      begin
        if code is not null then raise exception 'no room for %', code using errcode = code; end if;
        return new;
      end $$;
      create trigger trouble before insert on posts for each row execute function make_trouble()`);
  });

  test.each([
    '53100',
    '53200',
    '53300',
    '53400',
    '54000',
    '58030',
    '25006',
    '42501',
    '55P03',
    '57014',
    '40P01',
    '72000',
  ])('%s is UNAVAILABLE, and says when to come again', async (code) => {
    await server.ask(`truncate trouble; insert into trouble values ('${code}')`);
    expect(await ask(WRITE, ana.token)).toMatchObject(AWAY);
    await server.ask('truncate trouble');
    expect((await ask(WRITE, ana.token)).code).toBe('ok');
  });

  test('a server that only reads answers readers', async () => {
    await server.ask('alter system set default_transaction_read_only = on');
    await server.ask('select pg_reload_conf()');
    await until(async () => (await ask(WRITE, ana.token)).code === 'UNAVAILABLE');
    expect(await ask(WRITE, ana.token)).toMatchObject(AWAY);
    expect((await ask(READ)).code).toBe('ok');
    await server.ask('begin; set transaction read write; commit');
    await server.ask('alter system reset default_transaction_read_only');
    await server.ask('select pg_reload_conf()');
    await until(async () => (await ask(WRITE, ana.token)).code === 'ok');
  });
});

test('a database that is being restored is UNAVAILABLE until its tables are there, and what it waits for is told', async () => {
  await ready();
  for (const document of [READ, SEARCH]) await ask(document);
  // A connection that is opened now looks for tables in the schema of the extensions, too.
  const moveExtensions = (schema: string) =>
    ['pg_trgm', 'unaccent'].map((name) => `alter extension ${name} set schema ${schema};`).join(' ');
  await server.ask(`alter schema public rename to away; create schema public; ${moveExtensions('public')}`);
  const outcomes = await Promise.all([ask(READ), ask(SEARCH), ask(WRITE, ana.token), ask(LOGIN)]);
  const feed = await fetch(`${app.url}/feed.xml`);
  const state = await fetch(`${app.url}/healthz/ready`);
  const checks = ((await state.json()) as { checks: object }).checks;
  await server.ask(`${moveExtensions('away')} drop schema public; alter schema away rename to public`);
  // Commits are not waited for here, and a crash would take it back.
  await server.ask('checkpoint');
  for (const outcome of outcomes) expect(outcome).toMatchObject(AWAY);
  expect(feed.status).toBe(503);
  expect([state.status, checks]).toMatchObject([503, { database: 'ok', migrations: 'pending' }]);
  await ready();
  const after = await Promise.all([ask(READ), ask(SEARCH), ask(WRITE, ana.token)]);
  expect(codes(after)).toEqual(['ok']);
});

test('a server that hangs is UNAVAILABLE in time, for readers, searchers and writers', async () => {
  await ready();
  server.hang();
  const work = [ask(READ), ask(SEARCH), ask(WRITE, ana.token)];
  const [read, search, write] = await Promise.all(work);
  const probe = await readiness();
  server.resume();
  for (const outcome of [read!, search!, write!]) expect(outcome).toMatchObject(AWAY);
  // Two and five seconds; the rest is for a busy machine.
  expect(read!.ms).toBeLessThan(4_000);
  expect(Math.max(search!.ms, write!.ms)).toBeLessThan(7_000);
  expect(probe).toBe(503);
  await ready();
});

test('a server that crashes is UNAVAILABLE for as long as it is away, and nothing says that it was our fault', async () => {
  await ready();
  const outcomes: Outcome[] = [];
  let over = false;
  const asking = Array.from({ length: 6 }, async (_, n) => {
    while (!over) {
      outcomes.push(await ask([READ, SEARCH, WRITE][n % 3]!, n % 3 === 2 ? ana.token : undefined));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  await server.crash();
  await until(() => outcomes.filter(({ code }) => code === 'UNAVAILABLE').length > 20);
  await server.restart();
  await ready();
  over = true;
  await Promise.all(asking);
  const failed = outcomes.filter(({ code }) => code !== 'ok');
  expect(codes(failed)).toEqual(['UNAVAILABLE']);
  expect(new Set(failed.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['5']));
});
