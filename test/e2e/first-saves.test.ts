import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DraftsWriter, type NewDraft } from '../../server/modules/posts/drafts.writer.js';
import { Cancellation } from '../../server/platform/cancellation.js';
import { newId } from '../../server/platform/graphql/index.js';
import { fromGlobalId } from '../../server/platform/graphql/ids.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp } from '../support/factories.js';
import { countBlocked, untilBlocked } from '../support/locks.js';
import { statementsOf } from '../support/statements.js';

let app: App;
let people: Person[];
let writer: DraftsWriter;
let authorIds: string[];
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  people = await Promise.all(Array.from({ length: 4 }, () => signUp(app)));
  authorIds = people.map(({ id }) => fromGlobalId(id)!.uuid);
  writer = app.nest.get(DraftsWriter, { strict: false });
});
afterAll(() => app?.close());

const draft = (authorId: string, title: string): NewDraft => ({
  id: newId(),
  authorId,
  title,
  body: `*${title}*`,
  bodyHtml: `<p><em>${title}</em></p>\n`,
  excerpt: title,
  readingMinutes: 1,
  place: null,
});
const titlesOf = async (person: Person): Promise<string[]> => {
  const { body } = await app.graphql('{ viewer { drafts { nodes { title } } } }', {}, { token: person.token });
  return body.data.viewer.drafts.nodes.map((node: { title: string }) => node.title);
};

test('that come together are one statement', async () => {
  const drafts = Array.from({ length: 30 }, (_, n) => draft(authorIds[n % 4]!, `Together ${n}`));
  const statements = await statementsOf(app, async () => {
    const saved = await Promise.all(drafts.map((one) => writer.save(one, null)));
    expect(saved.map((post) => post?.id)).toEqual(drafts.map(({ id }) => id));
  });
  expect(statements).toHaveLength(1);
});

test('of many people at once give everybody their own', async () => {
  const create = (person: Person, n: number) =>
    app.graphql(
      `mutation ($input: CreatePostInput!) { createPost(input: $input) { post {
        title body bodyHtml status version tags { name } author { username } place { name countryCode latitude } } } }`,
      { input: { title: `Alone ${n}`, body: `*${n}*`, place: n === 2 ? { name: 'Porto', countryCode: 'PT' } : null } },
      { token: person.token },
    );
  const replies = await Promise.all(Array.from({ length: 40 }, (_, n) => create(people[n % 4]!, n)));
  for (const [n, { body }] of replies.entries())
    expect(body).toEqual({
      data: {
        createPost: {
          post: {
            title: `Alone ${n}`,
            body: `*${n}*`,
            bodyHtml: `<p><em>${n}</em></p>\n`,
            status: 'DRAFT',
            version: 1,
            tags: [],
            author: { username: people[n % 4]!.username },
            place: n === 2 ? { name: 'Porto', countryCode: 'PT', latitude: null } : null,
          },
        },
      },
    });
  const titles = (await titlesOf(people[1]!)).filter((title) => title.startsWith('Alone'));
  expect(titles.sort()).toEqual(Array.from({ length: 10 }, (_, n) => `Alone ${4 * n + 1}`).sort());
});

test('one whose account is gone is not saved, and the others are', async () => {
  const drafts = [draft(authorIds[2]!, 'Here'), draft(newId(), 'Nobody’s'), draft(authorIds[3]!, 'Here too')];
  const results = await Promise.allSettled(drafts.map((one) => writer.save(one, null)));
  expect(results).toMatchObject([
    { value: { title: 'Here', authorId: authorIds[2] } },
    { status: 'fulfilled', value: undefined },
    { value: { title: 'Here too', authorId: authorIds[3] } },
  ]);
});

test('one that the database refuses does not take the others with it', async () => {
  const first = await writer.save(draft(authorIds[2]!, 'First'), null);
  const same = { ...draft(authorIds[2]!, 'The same id'), id: first!.id };
  const results = await Promise.allSettled([
    writer.save(draft(authorIds[3]!, 'Before it'), null),
    writer.save(same, null),
    writer.save(draft(authorIds[3]!, 'Behind it'), null),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await titlesOf(people[3]!)).toEqual(expect.arrayContaining(['Before it', 'Behind it']));
  expect(await titlesOf(people[2]!)).toContain('First');
});

test('with keys happen once each, however often and in whatever order they are sent', async () => {
  const send = (person: Person, key: string) =>
    app.graphql(
      `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id title } } }`,
      { input: { title: key, idempotencyKey: key } },
      { token: person.token },
    );
  const keys = ['one', 'two', 'three', 'four', 'five', 'six'];
  const replies = await Promise.all(
    [...keys, ...keys.toReversed(), ...keys].flatMap((key) => [send(people[2]!, key), send(people[3]!, key)]),
  );
  const posts = replies.map(({ body }) => body.data.createPost.post as { id: string; title: string });
  for (const person of [people[2]!, people[3]!])
    expect((await titlesOf(person)).filter((title) => keys.includes(title)).sort()).toEqual(keys.toSorted());
  expect(new Set(posts.map(({ id }) => id)).size).toBe(2 * keys.length);
  expect((await send(people[2]!, 'one')).body.data.createPost.post).toEqual(posts[0]);
});

test('of one key in one turn are saved once, and spoil nobody else’s', async () => {
  const drafts = [draft(authorIds[0]!, 'Twice'), draft(authorIds[0]!, 'Twice'), draft(authorIds[1]!, 'Beside')];
  const statements = await statementsOf(app, async () => {
    const saved = await Promise.all(
      drafts.map((one, n) => writer.save(one, n < 2 ? { key: 'the same', payloadHash: 'equal' } : null)),
    );
    expect(saved.filter((post) => post !== undefined).map(({ title }) => title)).toEqual(['Twice', 'Beside']);
  });
  expect(statements).toHaveLength(1);
});

test('are not tried again when they may have been saved', async () => {
  const locker = new pg.Client({ connectionString: app.databaseUrl });
  await locker.connect();
  try {
    await locker.query('begin; lock table posts in access exclusive mode');
    const statements = await statementsOf(app, async () => {
      const saved = Promise.allSettled([1, 2].map((n) => writer.save(draft(authorIds[0]!, `Lost ${n}`), null)));
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      for (let n = 0; n < 500 && (await locker.query(end)).rows.length === 0; n += 1) await sleep(10);
      const unavailable = { reason: { extensions: { code: 'UNAVAILABLE' } } };
      expect(await saved).toMatchObject([unavailable, unavailable]);
    });
    expect(statements).toHaveLength(1);
    await locker.query('rollback');
  } finally {
    await locker.end();
  }
});

test('are without those that nobody waits for by then', async () => {
  const left = new Cancellation();
  const saved = Promise.allSettled([
    writer.save(draft(authorIds[0]!, 'Gone before'), null, left),
    writer.save(draft(authorIds[0]!, 'Still here'), null, new Cancellation()),
  ]);
  left.cancel();
  expect(await saved).toMatchObject([
    { reason: { extensions: { code: 'UNAVAILABLE' } } },
    { value: { title: 'Still here' } },
  ]);
  expect(await titlesOf(people[0]!)).not.toContain('Gone before');
});

test('go on when one of those who wait leaves, and end when all have', async () => {
  const locker = new pg.Client({ connectionString: app.databaseUrl });
  await locker.connect();
  const lock = () => locker.query('begin; lock table posts in access exclusive mode');
  try {
    const [stays, leaves] = [new Cancellation(), new Cancellation()];
    await lock();
    const saved = Promise.all([
      writer.save(draft(authorIds[0]!, 'Waited for'), null, stays),
      writer.save(draft(authorIds[0]!, 'Left'), null, leaves),
    ]);
    await untilBlocked(app, 1);
    leaves.cancel();
    await sleep(100);
    expect(await countBlocked(app)).toBe(1);
    await locker.query('rollback');
    expect(await saved).toMatchObject([{ title: 'Waited for' }, { title: 'Left' }]);

    await lock();
    const both = [new Cancellation(), new Cancellation()];
    const given = Promise.allSettled(
      both.map((one, n) => writer.save(draft(authorIds[0]!, `Given up ${n}`), null, one)),
    );
    await untilBlocked(app, 1);
    for (const one of both) one.cancel();
    await untilBlocked(app, 0);
    await locker.query('rollback');
    const unavailable = { reason: { extensions: { code: 'UNAVAILABLE' } } };
    expect(await given).toMatchObject([unavailable, unavailable]);
    expect((await titlesOf(people[0]!)).filter((title) => title.startsWith('Given up'))).toEqual([]);
  } finally {
    await locker.end();
  }
});
