import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { migrateUp } from '../scripts/lib/migrations.js';
import { inProject } from '../scripts/lib/project.js';
import { runSeed } from '../scripts/lib/seeds.js';
import { RENDERING } from '../server/platform/markdown/index.js';
import { within } from './deadline.js';
import { bearerFor } from './tokens.js';
import type { Subjects } from './works.js';

/** Longer than the slowest of them, VACUUM after two million stories. */
const QUERY_MS = 600_000;
const SUBJECTS = 500;
const PEOPLE = 100;
const DRAFTS_EACH = 25;
const FAR_PAGE = 5_000;
const PAGE = 20;
const FOLLOWS = 2_000;

/** A URL of another database on the same server, made empty. */
export async function makeDatabase(serverUrl: string, name: string): Promise<string> {
  await withClient(serverUrl, (client) => client.query(`create database ${pg.escapeIdentifier(name)}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Migrates and fills a database: stories, and drafts of a hundred people, who like every fourth of the newest hundred. */
export async function fill(url: string, posts: number): Promise<void> {
  await within(60, 'Migrating', migrateUp({ url }));
  await within(
    120 + posts / 500,
    'Filling the database',
    runSeed({ env: { DATABASE_URL: url } }, ['volume', `posts=${posts}`], true),
  );
  await withClient(url, async (client) => {
    await client.query(
      `insert into posts (id, author_id, title, body, body_html, rendering, excerpt, reading_minutes, created_at, updated_at)
       select gen_random_uuid(), u.id, 'Draft ' || n, 'To be told.', '<p>To be told.</p>', $3, 'To be told.', 1,
         timestamptz '2026-11-01' + n * interval '1 minute', timestamptz '2026-11-01' + n * interval '1 minute'
       from (select id from users order by username limit $1) u, generate_series(1, $2) n`,
      [PEOPLE, DRAFTS_EACH, RENDERING],
    );
    await client.query(
      `insert into likes (user_id, post_id)
       select u.id, p.id
       from (select id, row_number() over (order by username) as number from users order by username limit $1) u
       join (
         select id, row_number() over () as number from (
           select id from posts where status = 'PUBLISHED' order by published_at desc, id desc limit 100) newest) p
         on (u.number + p.number) % 4 = 0
       on conflict do nothing`,
      [PEOPLE],
    );
    await client.query(await readFile(inProject('bench/peers/postgraphile/functions.sql'), 'utf8'));
    await client.query('vacuum analyze');
  });
}

export async function subjectsOf(url: string, secret: string): Promise<Subjects> {
  return withClient(url, async (client) => {
    const texts = async (text: string, values: unknown[]): Promise<string[]> =>
      (await client.query<{ text: string }>(text, values)).rows.map((row) => row.text);
    const people = await texts('select id as text from users order by username limit $1', [2 * PEOPLE]);
    const [{ count = 0 } = {}] = (
      await client.query<{ count: number }>(`select count(*)::int as count from posts where status = 'PUBLISHED'`)
    ).rows;
    const farPage = Math.min(FAR_PAGE, Math.floor((count - 1) / PAGE));
    const [far] = (
      await client.query<{ at: Date; id: string }>(
        `select published_at as at, id from posts where status = 'PUBLISHED'
         order by published_at desc, id desc offset $1 limit 1`,
        [(farPage - 1) * PAGE - 1],
      )
    ).rows;
    const farCursor = Buffer.from(JSON.stringify(['published:DESC', far!.at.toISOString(), far!.id]));
    return {
      slugs: await texts(`select slug as text from posts where status = 'PUBLISHED' order by md5(slug) limit $1`, [
        SUBJECTS,
      ]),
      usernames: await texts(
        'select username as text from users where post_count > 0 order by md5(username) limit $1',
        [SUBJECTS],
      ),
      tags: await texts('select slug as text from tags where post_count >= 21 order by post_count desc limit $1', [
        PEOPLE,
      ]),
      discussed: await texts(
        `select slug as text from posts where status = 'PUBLISHED' and comment_count > $1 order by md5(slug) limit $2`,
        [PAGE, SUBJECTS],
      ),
      readers: people.slice(0, PEOPLE).map((id) => bearerFor(id, secret)),
      followers: (
        await texts('select id as text from users where following_count >= $1 order by username', [FOLLOWS])
      ).map((id) => bearerFor(id, secret)),
      writers: people.slice(PEOPLE).map((id) => bearerFor(id, secret)),
      farCursor: farCursor.toString('base64url'),
      farPage,
    };
  });
}

/** Takes away what createPost made, dead rows too, so that every round finds the same table and no vacuum beside it. */
export const forgetCreated = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query(`delete from posts where title = 'Ferry at six' and status = 'DRAFT'`);
    await client.query('vacuum analyze posts');
  });

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: QUERY_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
