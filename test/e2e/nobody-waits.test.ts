import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp } from '../support/factories.js';
import { untilBlocked } from '../support/locks.js';

let app: App;
let ana: Person;
let locker: pg.Client;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app);
  locker = new pg.Client({ connectionString: app.databaseUrl });
  await locker.connect();
});
afterAll(async () => {
  await locker?.end();
  await app?.close();
});

/** Asks, leaves while the statement waits for the lock, sees that it is ended, and gives the lock back. */
async function leaveBehind(query: string): Promise<void> {
  const leaving = new AbortController();
  const request = fetch(`${app.url}/graphql`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ana.token}` },
    body: JSON.stringify({ query }),
  });
  request.catch(() => undefined);
  await untilBlocked(app, 1);
  const began = Date.now();
  leaving.abort();
  await untilBlocked(app, 0);
  // Not by its own timeout, which would be later.
  expect(Date.now() - began).toBeLessThan(3_000);
  await locker.query('rollback');
  await expect(request).rejects.toThrow();
}

test('a write whose writer left is ended in the database, and leaves nothing', async () => {
  await locker.query('begin; lock table posts in access exclusive mode');
  await leaveBehind('mutation { createPost(input: { title: "left behind" }) { post { id } } }');
  expect(await app.database.rows(sql`select 1 from posts where title = 'left behind'`)).toEqual([]);
  const after = await app.graphql(
    'mutation { createPost(input: { title: "the next one" }) { post { title } } }',
    {},
    { token: ana.token },
  );
  expect(after.body.data.createPost.post.title).toBe('the next one');
});

test.each([
  ['a search', 'post_search', '{ search(query: "ferry") { edges { node { __typename } } } }'],
  ['the map', 'map_points', '{ mapPins(bounds: { south: 0, west: 0, north: 9, east: 9 }, zoom: 3) { count } }'],
  [
    'stories of a part of the map',
    'map_points',
    '{ posts(filter: { bounds: { south: 0, west: 0, north: 9, east: 9 } }) { nodes { id } } }',
  ],
  ['towns', 'towns', '{ placeSuggestions(query: "por") { id } }'],
])('%s that nobody waits for any more is ended in the database', async (_name, table, query) => {
  await locker.query(`begin; lock table ${table} in access exclusive mode`);
  await leaveBehind(query);
});

test('a read behind a lock is UNAVAILABLE after its time, not for ever, and the next one is answered', async () => {
  await locker.query('begin; lock table posts in access exclusive mode');
  const held = await app.graphql('{ posts(first: 1) { nodes { id } } }');
  expect(held.body.data).toBeNull();
  expect(held.body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  await locker.query('rollback');
  const free = await app.graphql('{ posts(first: 1) { nodes { title } } }');
  expect(free.body.errors).toBeUndefined();
});

test('searches of many people that take long leave connections for those who write', async () => {
  await locker.query('begin; lock table post_search in access exclusive mode');
  const leaving = new AbortController();
  const searches = Array.from({ length: 30 }, (_, n) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      signal: leaving.signal,
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.0.0.${n}` },
      body: JSON.stringify({ query: `{ search(query: "slow${n}") { pageInfo { hasNextPage } } }` }),
    }),
  );
  const ended = Promise.allSettled(searches);
  // Half of the pool.
  await untilBlocked(app, 5);
  const { body } = await app.graphql(
    'mutation { createPost(input: { title: "meanwhile" }) { post { title } } }',
    {},
    { token: ana.token },
  );
  expect(body).toEqual({ data: { createPost: { post: { title: 'meanwhile' } } } });
  leaving.abort();
  await ended;
  await locker.query('rollback');
  const after = await app.graphql('{ search(query: "slow") { nodes { __typename } } }');
  expect(after.body).toEqual({ data: { search: { nodes: [] } } });
});
