import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type App, startApp } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { signUp, writeStory } from '../support/factories.js';

let app: App;
let own: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  own = await createTestDatabase();
  const client = new pg.Client({ connectionString: own.url });
  await client.connect();
  const name = pg.escapeIdentifier(new URL(own.url).pathname.slice(1));
  for (const [setting, value] of [
    ['datestyle', `'SQL, DMY'`],
    ['timezone', `'Asia/Kolkata'`],
    ['intervalstyle', `'sql_standard'`],
    ['bytea_output', `'escape'`],
    ['default_transaction_isolation', `'serializable'`],
    ['search_path', 'elsewhere'],
  ])
    await client.query(`alter database ${name} set ${setting} to ${value}`);
  await client.end();
  app = await startApp({ TRUST_PROXY: '127.0.0.1', DATABASE_URL: own.url });
});
afterAll(async () => {
  await app?.close();
  await own?.drop();
});

test('how the database is set does not matter', async () => {
  const ana = await signUp(app);
  const story = await writeStory(app, ana, { title: 'Tea', tags: ['tea'] });
  const read = await app.graphql(`query ($s: String!) { post(slug: $s) { publishedAt author { createdAt } } }`, {
    s: story.slug,
  });
  const { publishedAt, author } = read.body.data.post;
  for (const time of [publishedAt, author.createdAt]) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(120_000);
  }
  const found = await app.graphql('{ search(query: "tea") { nodes { ... on Post { title } } } }');
  expect(found.body.data.search.nodes).toContainEqual({ title: 'Tea' });
  // Serializable transactions would fail each other.
  const many = await Promise.all(
    Array.from({ length: 12 }, () =>
      app.graphql(
        `mutation ($input: SetLikeInput!) { setLike(input: $input) { post { likeCount } } }`,
        { input: { postId: story.id, liked: true } },
        { token: ana.token },
      ),
    ),
  );
  expect(many.flatMap(({ body }) => body.errors ?? [])).toEqual([]);
});
