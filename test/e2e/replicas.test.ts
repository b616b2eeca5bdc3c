import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Metrics } from '../../server/platform/observability/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { PostgresServer, REPLICATED } from '../support/postgres.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';

const LIST = '{ posts(first: 20) { nodes { id title author { name } } } }';
const STORY =
  'query ($slug: String!) { post(slug: $slug) { title place { latitude } comments(first: 5) { nodes { body } } } }';
const SEARCH = '{ search(query: "ferry") { nodes { __typename } } }';
const MAP = '{ mapPins(bounds: { south: 10, west: 10, north: 40, east: 40 }, zoom: 3) { count } }';
const WORLD = '{ mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 3) { count } }';

let server: PostgresServer;
let replica: PostgresServer;
let app: App;
let ana: Person;
beforeAll(async () => {
  server = await PostgresServer.start(REPLICATED);
  replica = await server.replicate();
  app = await start();
  ana = await signUp(app);
});
afterAll(async () => {
  await app?.close();
  await replica?.close();
  await server?.close();
});

const start = (env: Record<string, string> = {}): Promise<App> =>
  startApp({
    ...{
      DATABASE_URL: server.url,
      DATABASE_REPLICA_URL: replica.url,
      GUEST_ANSWERS: 'false',
      TRUST_PROXY: '127.0.0.1',
    },
    ...env,
  });

async function metric(name: string, of = app): Promise<number> {
  const text = await of.nest.get(Metrics).registry.metrics();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
}

/** Who was asked meanwhile, and how often. */
async function readsOf(work: () => Promise<unknown>, of = app): Promise<{ primary: number; replica: number }> {
  const count = (target: string) => metric(`wander_database_reads_total{target="${target}"}`, of);
  const before = { primary: await count('primary'), replica: await count('replica') };
  await work();
  return { primary: (await count('primary')) - before.primary, replica: (await count('replica')) - before.replica };
}

async function ask(query: string, variables: object = {}, token?: string, of = app) {
  const { body } = await of.graphql(query, variables, { token });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}
const titles = async (token?: string, of = app): Promise<string[]> =>
  (await ask(LIST, {}, token, of)).posts.nodes.map(({ title }: { title: string }) => title);

/** Until what this person, or a guest, reads comes from the replica. */
const untilUsed = (token?: string, of = app) =>
  until(async () => (await readsOf(() => ask(LIST, {}, token, of), of)).replica > 0);
const untilLeftOut = () => until(async () => (await metric('wander_replica_used')) === 0);
const pause = () => replica.ask('select pg_wal_replay_pause()');
const resume = () => replica.ask('select pg_wal_replay_resume()');

test.each([LIST, SEARCH, MAP])(
  'the replica has what guests read, as well as people who have not written: %s',
  async (query) => {
    for (const token of [undefined, ana.token]) {
      await untilUsed(token);
      await until(async () => (await readsOf(() => ask(query, {}, token))).primary === 0);
    }
    const rows = await replica.ask(`select from pg_stat_activity where application_name = 'wander-replica-reads'`);
    expect(rows.length).toBeGreaterThan(1);
  },
);

test('the primary has all that a mutation reads', async () => {
  await untilUsed(ana.token);
  const reads = await readsOf(async () => {
    const { id } = await writeStory(app, ana);
    const input = { postId: id, body: 'I was there.' };
    await ask(
      'mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { author { name } post { author { bio } } } } } }',
      { input },
      ana.token,
    );
  });
  expect(reads.replica).toBe(0);
  expect(reads.primary).toBeGreaterThan(0);
});

test('what is remembered for longer than a replica may be behind comes from the primary', async () => {
  await untilUsed();
  expect(await readsOf(() => ask(WORLD))).toEqual({ primary: 1, replica: 0 });
});

test('who has written reads that, however far the replica is behind; others may read what was before', async () => {
  await untilUsed(ana.token);
  await pause();
  await writeStory(app, ana, { title: 'Written while it paused' });
  const own = await titles(ana.token);
  await resume();
  expect(own).toContain('Written while it paused');
  await untilUsed(ana.token);
  expect(await titles(ana.token)).toContain('Written while it paused');
});

test('a replica that is behind is left out, until it has caught up', async () => {
  await untilUsed();
  await pause();
  await server.ask(`update users set bio = 'Behind'`);
  await untilLeftOut();
  expect(await metric('wander_replica_lag_seconds')).toBeGreaterThan(1);
  expect(await readsOf(() => ask(LIST))).toMatchObject({ replica: 0 });
  const ready = await fetch(`${app.url}/healthz/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([
    200,
    { status: 'degraded', checks: { replica: 'degraded' } },
  ]);
  await resume();
  await untilUsed();
  const again = await fetch(`${app.url}/healthz/ready`);
  expect(await again.json()).toMatchObject({ status: 'ok', checks: { replica: 'ok' } });
});

describe('what is hidden is not read from a replica that is behind', () => {
  const place = { name: 'A pier', countryCode: 'NO', latitude: 60.39299, longitude: 5.32415 };
  const COMMENT = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }';
  let story: Story;
  let commentId: string;
  beforeAll(async () => {
    story = await writeStory(app, ana, { title: 'Hidden later', place: { ...place, precision: 'EXACT' } });
    const input = { postId: story.id, body: 'I was there.' };
    commentId = (await ask(COMMENT, { input }, ana.token)).addComment.commentEdge.node.id;
  });

  async function hide(mutation: string, variables: object) {
    await untilUsed();
    const before = (await ask(STORY, { slug: story.slug })).post;
    await pause();
    await ask(mutation, variables, ana.token);
    const reads = await readsOf(() => ask(LIST));
    const after = (await ask(STORY, { slug: story.slug })).post;
    await resume();
    expect(reads.replica).toBe(0);
    return { before, after };
  }

  test('a comment', async () => {
    const { before, after } = await hide('mutation ($id: ID!) { deleteComment(input: { id: $id }) { __typename } }', {
      id: commentId,
    });
    expect([before.comments.nodes, after.comments.nodes]).toEqual([[{ body: 'I was there.' }], []]);
  });

  test('a place', async () => {
    const { before, after } = await hide(
      'mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { version } } }',
      { input: { id: story.id, version: story.version, place: { ...place, precision: 'COUNTRY' } } },
    );
    expect(before.place.latitude).toBe(place.latitude);
    expect(after.place.latitude).not.toBe(place.latitude);
  });

  test('a story', async () => {
    const { before, after } = await hide(
      'mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { status } } }',
      {
        id: story.id,
      },
    );
    expect([before.title, after]).toEqual(['Hidden later', null]);
  });
});

describe('a replica that fails', () => {
  /** Everything is answered while `work` fails it, and the primary has all reads in the end. */
  async function withReaders(work: () => Promise<unknown>): Promise<void> {
    await untilUsed();
    let over = false;
    const readers = [LIST, SEARCH, MAP, LIST].map(async (query) => {
      let count = 0;
      for (; !over; count += 1) await ask(query);
      return count;
    });
    await work();
    await untilLeftOut();
    over = true;
    expect(Math.min(...(await Promise.all(readers)))).toBeGreaterThan(0);
    expect(await readsOf(() => ask(LIST))).toMatchObject({ replica: 0 });
  }

  test('costs nobody an answer when it crashes, and is used again', async () => {
    await withReaders(() => replica.crash());
    await replica.restart();
    await untilUsed();
  });

  test('costs nobody an answer when it hangs, and is used again', async () => {
    await withReaders(async () => replica.hang());
    replica.resume();
    await untilUsed();
  });
});

test('a server that is no replica is left out', async () => {
  const other = await start({ DATABASE_REPLICA_URL: server.url });
  const reads = await readsOf(() => ask(LIST, {}, undefined, other), other);
  const isUsed = await metric('wander_replica_used', other);
  await other.close();
  expect([reads.replica, isUsed]).toEqual([0, 0]);
});

describeWithRedis('with several processes', () => {
  let redis: RedisServer;
  let one: App;
  let other: App;
  beforeAll(async () => {
    redis = await RedisServer.start();
    [one, other] = [await start({ REDIS_URL: redis.url }), await start({ REDIS_URL: redis.url })];
  });
  afterAll(async () => {
    await one?.close();
    await other?.close();
    await redis?.close();
  });

  test('who has written in one reads that in the other', async () => {
    const ben = await signUp(one);
    await untilUsed(ben.token, other);
    await pause();
    await writeStory(one, ben, { title: 'Written in one' });
    const own = await titles(ben.token, other);
    await resume();
    expect(own).toContain('Written in one');
  });

  test('what is hidden in one is not read in the other', async () => {
    const ben = await signUp(one);
    const { id } = await writeStory(one, ben, { title: 'Hidden in one' });
    await untilUsed(undefined, other);
    await until(async () => (await titles(undefined, other)).includes('Hidden in one'));
    await pause();
    await ask('mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { status } } }', { id }, ben.token, one);
    const read = await titles(undefined, other);
    await resume();
    expect(read).not.toContain('Hidden in one');
  });

  test('without Redis nobody knows what others have hidden, and the primary has all reads', async () => {
    await untilUsed(undefined, other);
    await redis.stop();
    await until(async () => (await readsOf(() => ask(LIST, {}, undefined, other), other)).replica === 0);
    await redis.start();
    await untilUsed(undefined, other);
  });
});
