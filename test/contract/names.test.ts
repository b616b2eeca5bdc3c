import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../server/data-source.js';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { newId } from '../../server/platform/graphql/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let source: DataSource;
beforeEach(async () => {
  database = await createTestDatabase();
  source = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  const before = migrations.findIndex(({ name }) => name.startsWith('LinkMentions'));
  for (let n = migrations.length; n > before; n -= 1) await migrate(source, database.url, 'down');
});
afterEach(async () => {
  await source.destroy();
  await database.drop();
});

const up = () => migrate(source, database.url);
const rows = (statement: string, values: unknown[] = []) => source.query<Record<string, unknown>[]>(statement, values);

async function person(username: string, email = `${username}@example.com`, name = username): Promise<string> {
  const id = newId();
  await rows(`insert into users (id, username, email, name, password_hash) values ($1, $2, $3, $4, 'x')`, [
    ...[id, username, email, name],
  ]);
  return id;
}

async function story(authorId: string, title: string, tags: string[], body = 'x', isPublic = true): Promise<string> {
  const id = newId();
  await rows(
    `insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
     values ($1, $2, $3, $4, $5, '<p>x</p>', 'x', 1, $6, clock_timestamp())`,
    [id, authorId, title, title, body, isPublic ? 'PUBLISHED' : 'DRAFT'],
  );
  for (const [position, name] of tags.entries()) {
    const slug = name.toLowerCase().replaceAll(' ', '-');
    await rows(`insert into tags (id, slug, name) values ($1, $2, $3) on conflict (slug) do nothing`, [
      ...[newId(), slug, name],
    ]);
    await rows(
      `insert into post_tags (post_id, tag_id, position, name, published_at)
       select p.id, t.id, $3, $4, case when p.status = 'PUBLISHED' then p.published_at end from posts p, tags t where p.id = $1 and t.slug = $2`,
      [id, slug, position, name],
    );
  }
  return id;
}

test('tags that are one are merged, lists become their parts, and all is counted and found', async () => {
  const author = await person('ana');
  await story(author, 'one', ['#hike', 'Lake Malawi', 'Xi’an']);
  await story(author, 'two', ['hike', '#hike', "Xi'an", 'slow travel', 'Slow–travel']);
  await story(author, 'three', ['hike', '⛰\ufe0f', '⛰', '山，海', 'a;b']);
  await story(author, 'four', ['ＨＩＫＥ', 'İzmir', '#'], 'x', false);
  await story(author, 'five', ['Lake Malawi']);
  const untouched = await rows(`select id, slug, name from tags where slug = 'lake-malawi'`);
  await up();
  const tagsOf = await rows(
    `select p.title, json_agg(t.slug order by x.position) as tags, bool_and((x.published_at is null) = (p.status = 'DRAFT')) as dated
     from posts p join post_tags x on x.post_id = p.id join tags t on t.id = x.tag_id group by p.title order by p.title`,
  );
  expect(tagsOf).toEqual([
    { title: 'five', tags: ['lake-malawi'], dated: true },
    { title: 'four', tags: ['hike', 'izmir'], dated: true },
    { title: 'one', tags: ['hike', 'lake-malawi', "xi'an"], dated: true },
    { title: 'three', tags: ['hike', '⛰', '山', '海', 'a'], dated: true },
    { title: 'two', tags: ['hike', "xi'an", 'slow-travel'], dated: true },
  ]);
  expect(await rows(`select slug, name, post_count from tags where slug in ('hike', '⛰', 'slow-travel')`)).toEqual(
    expect.arrayContaining([
      { slug: 'hike', name: 'hike', post_count: 3 },
      { slug: '⛰', name: expect.stringMatching(/^⛰\ufe0f?$/), post_count: 1 },
      { slug: 'slow-travel', name: expect.stringMatching(/^slow.travel$/i), post_count: 1 },
    ]),
  );
  expect(
    await rows(
      `select slug from tags t where post_count <> (select count(*) from post_tags x where x.tag_id = t.id and published_at is not null)`,
    ),
  ).toEqual([]);
  expect(await rows(`select id, slug, name from tags where slug = 'lake-malawi'`)).toEqual(untouched);
  expect(await rows(`select slug from tags where slug ~ '^#|[0-9a-f]{8}-'`)).toEqual([]);
});

test('addresses get their one form; accounts that would become one stay apart and are named', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await person('ana', 'ana@münchen.example', 'An\u200bna');
  await person('ben', 'ben@bücher.example');
  await person('bea', 'ben@xn--bcher-kva.example');
  await person('cleo', 'cleo@example.com.');
  await person('dora', 'dora@example.com', 'Dora');
  await person('inci', 'i\u0307nci@example.com');
  await up();
  expect(await rows(`select username, email, name from users order by username`)).toEqual([
    { username: 'ana', email: 'ana@xn--mnchen-3ya.example', name: 'Anna' },
    { username: 'bea', email: 'ben@xn--bcher-kva.example', name: 'bea' },
    { username: 'ben', email: 'ben@bücher.example', name: 'ben' },
    { username: 'cleo', email: 'cleo@example.com', name: 'cleo' },
    { username: 'dora', email: 'dora@example.com', name: 'Dora' },
    { username: 'inci', email: 'inci@example.com', name: 'inci' },
  ]);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The accounts bea and ben have the same e-mail address/)]]);
  warn.mockRestore();
});

test('a version of Wander that keeps no mentions still tells of them', async () => {
  await up();
  const [ana, ben] = [await person('ana'), await person('ben')];
  const post = await story(ana, 'one', []);
  await rows(`insert into comments (id, post_id, author_id, body, body_html) values ($1, $2, $3, 'Hi @ben', 'x')`, [
    ...[newId(), post, ana],
  ]);
  expect(await rows(`select user_id, kind from notifications`)).toEqual([{ user_id: ben, kind: 'MENTION' }]);
});
