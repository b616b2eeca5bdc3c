import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../server/data-source.js';
import { Database, ReadConnections, type Sql, sql } from '../../server/platform/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let own: TestDatabase;
let source: DataSource;
let reads: ReadConnections;
let database: Database;
beforeAll(async () => {
  own = await createTestDatabase();
  source = await createDataSource({ url: own.url, poolSize: 1 }).initialize();
  reads = new ReadConnections({ connectionString: own.url, count: 1 });
  database = new Database(source, reads);
  await database.rows(sql`
    insert into users (id, username, email, name, password_hash) values (${ID}, 'ana', 'ana@example.com', 'Ana', 'x')`);
  await database.rows(sql`
    insert into posts (id, author_id, title, body, body_html, excerpt, reading_minutes)
    values (${ID}, ${ID}, '', '', '', '', 1)`);
  await database.rows(sql`insert into tags (id, slug, name) values (${ID}, 'tag', 'Tag')`);
  await database.rows(sql`insert into post_tags (post_id, tag_id, position) values (${ID}, ${ID}, 0)`);
  await database.rows(sql`
    insert into comments (id, post_id, author_id, body, body_html) values (${ID}, ${ID}, ${ID}, 'x', 'x')`);
  await database.rows(sql`
    insert into moderation_log (id, subject, subject_id, text, reason) values (${ID}, 'POST', ${ID}, '', 'x')`);
  await database.rows(
    sql`insert into idempotency_keys (user_id, mutation, key, result_id) values (${ID}, 'm', 'k', ${ID})`,
  );
});
afterAll(async () => {
  await reads?.close();
  await source?.destroy();
  await own?.drop();
});

const ID = '019ab0c1-0000-7000-8000-000000000001';
const refused = expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) });
const feet = (count: number) => '👣'.repeat(count);

const removeComment = (reason: string | number) =>
  sql`update comments set body = '', deleted_at = now(), removed_reason = ${reason}`;
const place = (name: string | number) =>
  sql`update posts set place_name = ${name}, place_country_code = 'NO', place_precision = 'COUNTRY'`;

const limits: [string, (value: string | number) => Sql, string | number, string | number][] = [
  ['a title', (v) => sql`update posts set title = ${v}`, feet(200), feet(201)],
  ['a body', (v) => sql`update posts set body = ${v}`, feet(50_000), feet(50_001)],
  ['a slug', (v) => sql`update posts set slug = ${v}`, 'x'.repeat(80), 'x'.repeat(81)],
  ['the form of a slug', (v) => sql`update posts set slug = ${v}`, 'a-b', 'A_b'],
  ['a bio', (v) => sql`update users set bio = ${v}`, feet(300), feet(301)],
  ['a name', (v) => sql`update users set name = ${v}`, feet(50), feet(51)],
  ['a username', (v) => sql`update users set username = ${v}`, 'x'.repeat(30), 'x'.repeat(31)],
  ['the shortest username', (v) => sql`update users set username = ${v}`, 'abc', 'ab'],
  ['the form of a username', (v) => sql`update users set username = ${v}`, 'a_1', 'A-1'],
  ['the form of an e-mail', (v) => sql`update users set email = ${v}`, 'a@example.com', 'A@example.com'],
  ['a tag', (v) => sql`update tags set name = ${v}`, feet(30), feet(31)],
  ['a tag of a draft', (v) => sql`update post_tags set name = ${v}`, feet(30), feet(31)],
  ['five tags', (v) => sql`update post_tags set position = ${v}::int`, 4, 5],
  ['a comment', (v) => sql`update comments set body = ${v}`, feet(5_000), feet(5_001)],
  ['why a story was removed', (v) => sql`update posts set removed_reason = ${v}`, feet(500), feet(501)],
  ['why a comment was removed', removeComment, feet(500), feet(501)],
  ['the reason in the log', (v) => sql`update moderation_log set reason = ${v}`, feet(500), feet(501)],
  ['that there is a reason', (v) => sql`update moderation_log set reason = ${v}`, 'x', ''],
  ['the name of a place', place, feet(100), feet(101)],
  ['an idempotency key', (v) => sql`update idempotency_keys set key = ${v}`, feet(64), feet(65)],
];

test.each(limits)('the database has the same limit, in code points: %s', async (_what, change, fits, tooMuch) => {
  await database.rows(change(fits));
  await expect(database.rows(change(tooMuch))).rejects.toEqual(refused);
});

test('a row that does not hold together is our mistake, not the person’s', async () => {
  await expect(database.rows(sql`update posts set status = 'PUBLISHED'`)).rejects.toMatchObject({
    constraint: 'posts_published_whole',
  });
});
