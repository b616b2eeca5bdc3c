import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Config } from '../../server/platform/config/index.js';
import { Backfill, sql } from '../../server/platform/database/index.js';
import { RENDERING } from '../../server/platform/markdown/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';

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

  await app.nest.get(Backfill).run();
  expect(await read()).toEqual(before);
  const left = await app.database.rows(sql`
    select id from posts where rendering < ${RENDERING} union all select id from comments where rendering < ${RENDERING}`);
  expect(left).toEqual([]);
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
