import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cancellation } from '../../server/platform/cancellation.js';
import { sql } from '../../server/platform/database/index.js';
import { LoopWatch } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';

const READERS = 200;

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  // Whether the machine is busy is not what is asked: that has a refusal of its own.
  app.nest.get(LoopWatch).onApplicationShutdown();
  ana = await signUp(app, { username: 'equal' });
  const place = { name: 'Porto', countryCode: 'PT', latitude: 41.1, longitude: -8.6, precision: 'EXACT' };
  await writeStory(app, ana, { title: 'A ferry', tags: ['ferries'], place });
});
afterAll(() => app?.close());

const graphql = (query: string, token?: string) => async (n: number) =>
  (await app.graphql(query, {}, { token, headers: { 'X-Forwarded-For': addressOf(n) } })).body.errors?.[0]?.extensions
    .code ?? 200;
const get = (path: string) => async (n: number) =>
  (
    await fetch(app.url + path, { headers: { 'X-Forwarded-For': addressOf(n) } }).then(async (response) => {
      await response.text();
      return response;
    })
  ).status;
const addressOf = (n: number) => `10.2.${n >> 8}.${n & 255}`;

test.each<[string, RegExp, (n: number) => Promise<unknown>]>([
  ['the feed', /from posts/, get('/feed.xml')],
  ['the feed of a writer', /left join lateral/, get('/@equal/feed.xml')],
  ['a search', /post_search/, graphql('{ search(query: "ferry") { nodes { __typename } } }')],
  [
    'a part of the map',
    /map_points/,
    graphql('{ mapPins(bounds: { south: 0, west: -20, north: 60, east: 20 }, zoom: 3) { count } }'),
  ],
  ['towns', /towns/, graphql('{ placeSuggestions(query: "por") { name } }')],
])('many readers at once of %s are all answered, and share what is read', async (_what, statement, ask) => {
  const texts: string[] = [];
  const unwatch = app.database.watch((text) => statement.test(text) && texts.push(text));
  const answers = await Promise.all(Array.from({ length: READERS }, (_, n) => ask(n)));
  unwatch();
  expect(new Set(answers)).toEqual(new Set([200]));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.length).toBeLessThan(READERS);
});

test('what is made of rows that several share is made once, and by each name', async () => {
  const made: string[] = [];
  const make = (name: string) => ({ name, of: (rows: { one: number }[]) => made.push(name) && rows[0]!.one });
  const ask = (name: string) =>
    app.database.longRead(sql<{ one: number }>`select 1 as one`, new Cancellation(), make(name));
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(n % 2 ? 'atom' : 'json')));
  expect(new Set(all)).toEqual(new Set([1]));
  expect(made.sort()).toEqual(['atom', 'json']);
});
