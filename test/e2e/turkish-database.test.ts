import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from '../../scripts/lib/project.js';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { signUp, writeStory } from '../support/factories.js';

/** Where the small letter of I is ı. */
let database: TestDatabase;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase('tr-TR');
  app = await startApp({ TRUST_PROXY: '127.0.0.1', DATABASE_URL: database.url });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const namesOf = async (query: string): Promise<unknown[]> => {
  const document = `{ search(query: "${query}") { nodes { ... on Post { name: title } ... on User { name: username } ... on Tag { name: slug } } } }`;
  const { body } = await app.graphql(document);
  return body.data.search.nodes.map(({ name }: { name: string }) => name);
};

test('capital letters make no difference', async () => {
  const [row] = await app.database.rows(sql<{ small: string }>`select lower('ILSE') as small`);
  expect(row).toEqual({ small: 'ılse' });
  const [ilse, ben] = await Promise.all([signUp(app, { username: 'ilse_i', name: 'ILSE KIRIK' }), signUp(app)]);
  const story = await writeStory(app, ben, { title: 'INDIGO ISLANDS', tags: ['INLINING'] });
  for (const typo of ['indgo ilands', 'INDGO ILANDS']) expect(await namesOf(typo)).toContain('INDIGO ISLANDS');
  for (const typo of ['kirikk', 'KIRIKK']) expect(await namesOf(typo)).toContain('ilse_i');
  for (const typo of ['inlinin', 'INLINNG']) expect(await namesOf(typo)).toContain('inlining');
  // As a version says it that does not know whom a comment mentions.
  await app.database.write(sql`
    insert into comments (id, post_id, author_id, body, body_html)
    select gen_random_uuid(), p.id, p.author_id, '@ILSE_I', '<p>@ILSE_I</p>' from posts p where p.slug = ${story.slug}`);
  const { body } = await app.graphql('{ viewer { notifications { nodes { kind } } } }', {}, { token: ilse.token });
  expect(body.data.viewer.notifications.nodes).toEqual([{ kind: 'MENTION' }]);
});

test('no small letters depend on the locale of the database', async () => {
  const definitions = await app.database.rows(sql<{ name: string; text: string }>`
    select proname as name, pg_get_functiondef(p.oid) as text
    from pg_proc p join pg_language l on l.oid = p.prolang
    where pronamespace = current_schema()::regnamespace and lanname in ('sql', 'plpgsql')
    union all
    select indexname, indexdef from pg_indexes where schemaname = current_schema()`);
  const sources = readdirSync(inProject('server'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((name) => ({ name, text: readFileSync(inProject('server', name), 'utf8') }));
  const byLocale = /(?<![.\w])(lower|upper|initcap)\((?!(?:[^()]|\([^()]*\)|\()*\bcollate\b)/i;
  expect([...definitions, ...sources].filter(({ text }) => byLocale.test(text)).map(({ name }) => name)).toEqual([]);
});
