import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { DataSource, MigrationInterface } from 'typeorm';
import { MergeTags1764000023100 } from '../../migrations/1764000023100-merge-tags.js';
import { IndexRenderings1764000025500 } from '../../migrations/1764000025500-index-renderings.js';
import { IndexWordsAnew1764000027000 } from '../../migrations/1764000027000-index-words-anew.js';
import { IndexModeration1764000028500 } from '../../migrations/1764000028500-index-moderation.js';
import { createDataSource } from '../../server/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { until } from '../support/live.js';

let database: TestDatabase;
let source: DataSource;
let writer: pg.Client;
let other: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  source = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  [writer, other] = [1, 2].map(() => new pg.Client({ connectionString: database.url })) as [pg.Client, pg.Client];
  await Promise.all([writer.connect(), other.connect()]);
  await other.query(`set lock_timeout = '2s'`);
});
afterAll(async () => {
  await Promise.all([writer.end(), other.end()]);
  await source.destroy();
  await database.drop();
});

beforeEach(async () => {
  await writer.query(`
    truncate users, tags cascade;
    insert into users (id, username, email, name, password_hash) values (gen_random_uuid(), 'ana', 'ana@example.net', 'Ana', '');
    insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
    select gen_random_uuid(), u.id, 'Story ' || n, 'story-' || n, 'x', '<p>x</p>', '', 1, 'PUBLISHED', now()
    from users u, generate_series(1, 120) n`);
});

/** Applies the migration while `changes` are under way, `meanwhile` it waits for them, to its end after they are committed. */
async function applyBeside(
  migration: MigrationInterface,
  changes: string,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await writer.query(`begin; ${changes}`);
  const runner = source.createQueryRunner();
  const isAlone = migration.transaction !== false;
  if (isAlone) await runner.startTransaction();
  const applied = migration.up(runner).then(() => (isAlone ? runner.commitTransaction() : undefined));
  try {
    await until(async () => {
      const { rows } = await other.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    await meanwhile();
  } finally {
    await writer.query('commit');
    await applied.finally(() => runner.release());
  }
}

test('a tag that is saved while tags are merged is merged, too', async () => {
  await writer.query(`insert into tags (id, slug, name) values (gen_random_uuid(), 'hike', 'hike')`);
  await applyBeside(
    new MergeTags1764000023100(),
    `with tag as (insert into tags (id, slug, name) values (gen_random_uuid(), 'number-hike', '#hike') returning id)
     insert into post_tags (post_id, tag_id, position) select p.id, tag.id, 0 from posts p, tag where p.slug = 'story-1'`,
  );
  const { rows } = await other.query(
    `select t.slug, t.name, p.slug as story from tags t left join post_tags x on x.tag_id = t.id left join posts p on p.id = x.post_id`,
  );
  expect(rows).toEqual([{ slug: 'hike', name: 'hike', story: 'story-1' }]);
});

test('stories that are changed and deleted while they are indexed anew are found as they are then', async () => {
  await writer.query(`update post_search set is_noted = false`);
  await applyBeside(new IndexWordsAnew1764000027000(), `select from posts order by id for update`, () =>
    writer.query(`
        update posts set title = 'Changed' where id in (select id from posts order by id limit 5);
        delete from posts where id in (select id from posts order by id desc limit 5);
        update posts set status = 'DRAFT' where id in (select id from posts order by id offset 60 limit 5)`),
  );
  const { rows } = await other.query(
    `select s.title, count(*)::int from post_search s where is_noted and title = 'changed' group by 1
     union all select 'all', count(*)::int from post_search where is_noted
     union all select 'wrong', count(*)::int from post_search s left join posts p on p.id = s.post_id
       where p.status is distinct from 'PUBLISHED' or s.title <> lower(p.title)`,
  );
  expect(rows).toEqual([
    { title: 'changed', count: 5 },
    { title: 'all', count: 110 },
    { title: 'wrong', count: 0 },
  ]);
});

test.each([
  ['posts', new IndexRenderings1764000025500(), `update posts set excerpt = excerpt`],
  ['comments', new IndexRenderings1764000025500(), `lock table comments in row exclusive mode`],
  ['users', new IndexWordsAnew1764000027000(), `update users set bio = bio`],
  ['tags', new IndexWordsAnew1764000027000(), `lock table tags in row exclusive mode`],
  ['notifications', new IndexModeration1764000028500(), `lock table notifications in row exclusive mode`],
  ['moderation_log', new IndexModeration1764000028500(), `lock table moderation_log in row exclusive mode`],
])('%s are indexed while others read and write there', async (table, migration, changes) => {
  await applyBeside(migration, changes, async () => {
    await other.query(`select count(*) from ${table}`);
    await other.query(`begin; lock table ${table} in row exclusive mode; commit`);
  });
  const { rows } = await other.query(`select indexrelid::regclass::text from pg_index where not indisvalid
    union select indexname from pg_indexes where indexname like '%_new'`);
  expect(rows).toEqual([]);
});
