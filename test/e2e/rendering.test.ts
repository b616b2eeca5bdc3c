import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Config } from '../../server/platform/config/index.js';
import { ADVISORY_LOCKS, Backfill, Database, sql } from '../../server/platform/database/index.js';
import { RENDERING } from '../../server/platform/markdown/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';

let app: App;
let ana: Person;
let story: Story;
beforeAll(async () => {
  app = await startApp();
  ana = await signUp(app);
  story = await writeStory(app, ana, { title: 'Ferry', body: BODY });
});
afterAll(() => app?.close());

const BODY =
  '[tides](/tags/tides) and ![A ferry](https://photos.example.org/a.jpg)\n\n# Day two\n\n[there](#day-two)[^1]\n\n[^1]: Yes.';
const READ =
  '{ post(slug: "%") { id bodyHtml excerpt readingMinutes updatedAt comments(first: 5) { nodes { id bodyHtml } } } }';

const read = async () => (await app.graphql(READ.replace('%', story.slug))).body.data.post;
const comment = async (body: string): Promise<string> => {
  const { body: answer } = await app.graphql(
    `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { bodyHtml } } } }`,
    { input: { postId: story.id, body } },
    { token: ana.token },
  );
  return answer.data.addComment.commentEdge.node.bodyHtml as string;
};

test('the API’s HTML stands alone: absolute addresses, no words, buttons or scripts of Wander’s', async () => {
  const { bodyHtml } = await read();
  expect(bodyHtml).toContain(`<a href="${app.nest.get(Config).appOrigin}/tags/tides"`);
  expect(bodyHtml).toContain(
    '<a href="https://photos.example.org/a.jpg" class="outside-picture" rel="nofollow ugc noopener noreferrer">A ferry <small>photos.example.org</small></a>',
  );
  expect(bodyHtml).not.toMatch(/<button|<img|data-|tabindex|Show|picture from/i);
});

test('the ids of a comment are none of the story’s or of another comment’s', async () => {
  const texts = [(await read()).bodyHtml as string, await comment(BODY), await comment(BODY)];
  const ids = texts.flatMap((html) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  expect(ids.length).toBeGreaterThanOrEqual(9);
  expect(new Set(ids).size).toBe(ids.length);
  for (const html of texts) {
    const [, part] = /href="#([^"]*day-two)"/.exec(html)!;
    expect(html).toContain(`id="${part}"`);
  }
});

test('what an older version rendered is read as this one renders it, and rendered again in the background', async () => {
  await comment('~~gone~~');
  const before = await read();
  await app.database.rows(
    sql`update posts set body_html = '<p>old</p>', excerpt = 'old', reading_minutes = 9, rendering = 1`,
  );
  await app.database.rows(sql`update comments set body_html = '<p>old</p>', rendering = 1`);
  const meanwhile = await read();
  expect(meanwhile.bodyHtml).toBe(before.bodyHtml);
  expect(meanwhile.comments).toEqual(before.comments);

  expect(await app.nest.get(Backfill).run()).toBe(true);
  expect(await read()).toEqual(before);
  const left = await app.database.rows(sql`
    select id from posts where rendering < ${RENDERING} union all select id from comments where rendering < ${RENDERING}`);
  expect(left).toEqual([]);
});

const oldOnes = async () => (await app.database.rows(sql`select id from posts where rendering < ${RENDERING}`)).length;
const makeOld = () => app.database.rows(sql`update posts set rendering = 1`);

test('more stories than a batch has are all rendered again', async () => {
  for (let n = 0; n < 25; n += 1) await writeStory(app, ana);
  await makeOld();
  expect(await oldOnes()).toBeGreaterThan(25);
  expect(await app.nest.get(Backfill).run()).toBe(true);
  expect(await oldOnes()).toBe(0);
});

test.each([
  ['another process renders', sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.backfill})`],
  ['somebody changes a story', sql`select id from posts order by id limit 1 for update`],
])('what is left while %s is rendered later', async (_, hold) => {
  await makeOld();
  const backfill = app.nest.get(Backfill);
  await app.database.transaction(async (tx) => {
    await tx.rows(hold);
    expect(await backfill.run()).toBe(false);
    expect(await oldOnes()).toBeGreaterThan(0);
  });
  expect(await backfill.run()).toBe(true);
  expect(await oldOnes()).toBe(0);
});

test('work that fails is tried again, keeps none of the others, and ends with the process', async () => {
  const backfill = new Backfill(app.nest.get(Database));
  backfill.retryMs = 1;
  let tries = 0;
  let others = 0;
  const left = sql`select 1 where false`;
  backfill.add({
    batch: () => ((tries += 1) < 3 ? Promise.reject(new Error('This try fails.')) : Promise.resolve(0)),
    left,
  });
  backfill.add({ batch: () => Promise.resolve((others += 1) === 1 ? 1 : 0), left });
  backfill.onApplicationBootstrap();
  await backfill.settled();
  expect([tries, others]).toEqual([1, 2]);
  await until(() => tries === 3);
  await backfill.onModuleDestroy();
  expect(tries).toBe(3);
});

test('what a process of an older version writes later is rendered again, too', async () => {
  const backfill = new Backfill(app.nest.get(Database));
  backfill.recheckMs = 1;
  let old = 0;
  backfill.add({ batch: () => Promise.resolve(old > 0 ? old-- : 0), left: sql`select 1 where false` });
  backfill.onApplicationBootstrap();
  await backfill.settled();
  old = 1;
  await until(() => old === 0);
  await backfill.onModuleDestroy();
});

test('a process that ends does not wait for the next try', async () => {
  const backfill = new Backfill(app.nest.get(Database));
  backfill.add({ batch: () => Promise.resolve(0), left: sql`select 1` });
  backfill.onApplicationBootstrap();
  await backfill.settled();
  await backfill.onModuleDestroy();
});

test('a new text is rendered by this version', async () => {
  await app.graphql(
    `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { version } } }`,
    { input: { id: story.id, version: 1, title: 'Ferries' } },
    { token: ana.token },
  );
  const rows = await app.database.rows(
    sql<{ rendering: number }>`select rendering from posts union select rendering from comments`,
  );
  expect(rows).toEqual([{ rendering: RENDERING }]);
});
