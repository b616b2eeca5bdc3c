import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createDataSource } from '../../server/data-source.js';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../server/platform/database/migrate.js';
import { createTestDatabase } from '../support/database.js';

let empty: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  empty = await createTestDatabase();
  client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  await client.query('drop schema public cascade; create schema public');
});
afterAll(async () => {
  await client.end();
  await empty.drop();
});

/** Every column, constraint, index, function and trigger of the schema, as PostgreSQL describes them. */
async function shape(): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select format('column %s.%s %s null=%s default=%s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select format('constraint %s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 'migrations'::regclass
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    order by 1`);
  return rows.map((row) => row.line).filter((line) => !line.includes('migrations'));
}

test('processes that migrate an empty database at once apply each migration once', async () => {
  const sources = await Promise.all(
    Array.from({ length: 5 }, () => createDataSource({ url: empty.url, poolSize: 1 }).initialize()),
  );
  const applied = await Promise.all(sources.map((source) => migrate(source, empty.url)));
  await Promise.all(sources.map((source) => source.destroy()));
  expect(applied.flat().sort()).toEqual(migrations.map((migration) => migration.name).sort());
});

test('each migration can be taken back and applied again, and leaves the same schema', async () => {
  const source = await createDataSource({ url: empty.url, poolSize: 1 }).initialize();
  const whole = await shape();
  for (const _ of migrations) await migrate(source, empty.url, 'down');
  expect(await shape()).toEqual([]);
  expect(await migrate(source, empty.url)).toHaveLength(migrations.length);
  expect(await shape()).toEqual(whole);
  await source.destroy();
});

test('the entities say what the migrations made', async () => {
  const source = await createDataSource({ url: empty.url, poolSize: 1 }).initialize();
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  await source.destroy();
  // Foreign keys, checks and triggers stand in the migrations alone: across modules an entity holds a key, not a relation.
  const drift = upQueries
    .map(({ query }) => query)
    .filter((query) => !/DROP CONSTRAINT "\w+_(fkey|form|length|known|positive|range|whole)"/.test(query));
  expect(drift).toEqual([]);
});

test('what goes with a deleted story, comment or tag is found by an index', async () => {
  const { rows } = await client.query<{ key: string }>(`
    select k.conname as key from pg_constraint k
    where k.contype = 'f' and k.confrelid in ('posts'::regclass, 'comments'::regclass, 'tags'::regclass)
      and not exists (
        select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
          and coalesce(pg_get_expr(i.indpred, i.indrelid), '') in
            ('', format('(%I IS NOT NULL)', (
              select attname from pg_attribute where attrelid = k.conrelid and attnum = k.conkey[1]))))`);
  expect(rows).toEqual([]);
});
