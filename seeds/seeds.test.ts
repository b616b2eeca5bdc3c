import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../test/support/database.js';
import { passwordProblem, verifyPassword } from '../server/platform/auth/index.js';
import { loadConfig } from '../server/platform/config/index.js';
import { readArguments, seed } from './command.js';
import { demoAccounts } from './demo/accounts.js';
import { demoStories } from './demo/stories/index.js';

const silent = () => undefined;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const config = (env: NodeJS.ProcessEnv = {}) => loadConfig({ NODE_ENV: 'test', DATABASE_URL: database.url, ...env });

async function rows(query: string): Promise<Record<string, unknown>[]> {
  return (await client.query<Record<string, unknown>>(query)).rows;
}

/** Every row of the tables that seeds write, as text. */
async function everything(): Promise<string> {
  const tables = ['users', 'posts', 'tags', 'post_tags', 'comments', 'likes', 'bookmarks', 'follows', 'notifications'];
  const contents: unknown[] = [];
  for (const table of tables)
    contents.push(await rows(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`));
  return JSON.stringify(contents);
}

const wrongCounters = `
  SELECT username AS what, post_count, (SELECT count(*) FROM posts WHERE author_id = users.id AND status = 'PUBLISHED') AS real
  FROM users WHERE post_count <> (SELECT count(*) FROM posts WHERE author_id = users.id AND status = 'PUBLISHED')
  UNION ALL
  SELECT slug, post_count, (SELECT count(*) FROM post_tags WHERE tag_id = tags.id AND published_at IS NOT NULL)
  FROM tags WHERE post_count <> (SELECT count(*) FROM post_tags WHERE tag_id = tags.id AND published_at IS NOT NULL)
  UNION ALL
  SELECT slug, like_count, (SELECT count(*) FROM likes WHERE post_id = posts.id)
  FROM posts WHERE like_count <> (SELECT count(*) FROM likes WHERE post_id = posts.id)
  UNION ALL
  SELECT slug, comment_count, (SELECT count(*) FROM comments WHERE post_id = posts.id)
  FROM posts WHERE comment_count <> (SELECT count(*) FROM comments WHERE post_id = posts.id)
  UNION ALL
  SELECT username, follower_count, (SELECT count(*) FROM follows WHERE followee_id = users.id)
  FROM users WHERE follower_count <> (SELECT count(*) FROM follows WHERE followee_id = users.id)
  UNION ALL
  SELECT username, following_count, (SELECT count(*) FROM follows WHERE follower_id = users.id)
  FROM users WHERE following_count <> (SELECT count(*) FROM follows WHERE follower_id = users.id)`;

describe('the demo', () => {
  test('is 5 people and 8 published stories', async () => {
    await seed(config(), ['demo'], silent);
    expect(await rows('SELECT count(*)::int FROM users')).toEqual([{ count: 5 }]);
    expect(await rows(`SELECT count(*)::int FROM posts WHERE status = 'PUBLISHED'`)).toEqual([{ count: 8 }]);
    expect(await rows('SELECT count(*)::int FROM posts')).toEqual([{ count: 8 }]);
    expect(await rows(`SELECT DISTINCT role FROM users`)).toEqual([{ role: 'USER' }]);
    expect(await rows(wrongCounters)).toEqual([]);
  });

  test('talks: comments, likes, bookmarks and follows, of which people are told', async () => {
    for (const [table, count] of Object.entries({ comments: 5, likes: 9, bookmarks: 2, follows: 7 }))
      expect(await rows(`SELECT count(*)::int FROM ${table}`)).toEqual([{ count }]);
    expect(await rows(`SELECT DISTINCT kind FROM notifications ORDER BY 1`)).toEqual(
      ['COMMENT', 'FOLLOW', 'LIKE', 'MENTION', 'REPLY'].map((kind) => ({ kind })),
    );
  });

  test('a second time changes nothing at all', async () => {
    const before = await everything();
    await seed(config(), ['demo'], silent);
    expect(await everything()).toBe(before);
  });

  test('leaves what was edited since, and brings back what was deleted', async () => {
    const [first, second] = demoStories;
    await client.query(`UPDATE posts SET title = 'Mine now' WHERE id = $1`, [first!.id]);
    await client.query(`DELETE FROM posts WHERE id = $1`, [second!.id]);
    const told: string[] = [];
    await seed(config(), ['demo'], (line) => told.push(line));
    expect(told).toEqual(['New: 0 of 5 people, 1 stories. What was there stays as it was.']);
    const titles = await rows(`SELECT title FROM posts ORDER BY published_at DESC LIMIT 2`);
    expect(titles).toEqual([{ title: 'Mine now' }, { title: second!.title }]);
    expect(await rows(wrongCounters)).toEqual([]);
  });

  test.each(demoAccounts.map((account) => [account.username, account] as const))(
    'the password of %s obeys the rule for everyone and opens the account',
    async (username, { password, name, email }) => {
      expect(passwordProblem(password, [username, name, email])).toBeUndefined();
      const { rows: found } = await client.query<{ password_hash: string }>(
        `SELECT password_hash FROM users WHERE username = $1`,
        [username],
      );
      expect(await verifyPassword(found[0]!.password_hash, password)).toBe(true);
    },
  );

  test.each(demoStories.map((story) => [story.slug, story] as const))('%s is worth opening', (_, story) => {
    const words = story.body.split(/\s+/).length;
    expect(words).toBeGreaterThan(500);
    expect(words).toBeLessThan(1_100);
    expect(story.body.split('\n\n').length).toBeGreaterThanOrEqual(5);
    expect(Number.parseInt(story.id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse(story.writtenAt));
    expect(demoAccounts.map(({ username }) => username)).toContain(story.author);
  });

  test('every excerpt is the whole opening paragraph', async () => {
    for (const { excerpt, body } of await rows('SELECT excerpt, body FROM posts'))
      expect((body as string).split('\n\n')[0]).toBe(excerpt);
  });

  test('a username that somebody else has stops it before anything is written', async () => {
    const taken = await createTestDatabase();
    const other = new pg.Client({ connectionString: taken.url });
    await other.connect();
    try {
      await other.query(
        `INSERT INTO users (id, username, email, name, password_hash)
         VALUES (gen_random_uuid(), 'tomas', 'other@example.com', 'Tomas', 'x')`,
      );
      await expect(seed(config({ DATABASE_URL: taken.url }), ['demo'], silent)).rejects.toThrow('users_username_key');
      expect((await other.query('SELECT FROM users')).rowCount).toBe(1);
      expect((await other.query('SELECT FROM posts')).rowCount).toBe(0);
    } finally {
      await other.end();
      await taken.drop();
    }
  });
});

describe('the stories for measuring', () => {
  test('are as many as asked for, by 10,000 writers, with exact counters', async () => {
    const told: string[] = [];
    await seed(config(), ['volume', 'posts=1000'], (line) => told.push(line));
    expect(told).toContain('10000 writers');
    expect(await rows('SELECT count(*)::int FROM posts')).toEqual([{ count: 1_008 }]);
    expect(await rows('SELECT count(*)::int FROM users')).toEqual([{ count: 10_005 }]);
    expect(await rows(wrongCounters)).toEqual([]);
    const [placed] = await rows('SELECT count(place_name)::int AS count FROM posts');
    expect(placed!.count).toBeGreaterThan(400);
    expect(placed!.count).toBeLessThan(600);
    const used = await rows('SELECT post_count FROM tags WHERE post_count > 0 ORDER BY post_count DESC');
    expect(used[0]!.post_count).toBeGreaterThan(5 * (used[20]!.post_count as number));
    const triggers = await rows(`SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'`);
    expect(triggers).toEqual([]);
  });

  test('are known to search and the map as if each had been written by itself', async () => {
    const known = `SELECT to_jsonb(s) FROM post_search s UNION ALL SELECT to_jsonb(m) FROM map_points m ORDER BY 1`;
    const together = await rows(known);
    expect(together.length).toBeGreaterThan(1_400);
    await client.query(`DELETE FROM post_search`);
    await client.query(`DELETE FROM map_points`);
    await client.query(`UPDATE posts SET status = status`);
    expect(await rows(known)).toEqual(together);
  });

  test('are not made twice', async () => {
    await expect(seed(config(), ['volume', '--posts=10'], silent)).rejects.toThrow('make reset');
  });

  test('are the same ones in another database', async () => {
    const other = await createTestDatabase();
    const reader = new pg.Client({ connectionString: other.url });
    try {
      await seed(config({ DATABASE_URL: other.url }), ['volume', 'posts=1000'], silent);
      await reader.connect();
      const query = `SELECT id, slug FROM posts WHERE id <> ALL ($1::uuid[]) ORDER BY id`;
      const demo = [demoStories.map(({ id }) => id)];
      expect((await reader.query(query, demo)).rows).toEqual((await client.query(query, demo)).rows);
    } finally {
      await reader.end();
      await other.drop();
    }
  });
});

test('two who seed at once write the demo once', async () => {
  const own = await createTestDatabase();
  try {
    const said: string[] = [];
    const env = config({ DATABASE_URL: own.url });
    await Promise.all([1, 2].map(() => seed(env, ['demo'], (line) => said.push(line))));
    expect(said.map((line) => /^New: \d+/.exec(line)?.[0]).sort()).toEqual(['New: 0', `New: ${demoAccounts.length}`]);
  } finally {
    await own.drop();
  }
});

describe('the command', () => {
  const production = () =>
    config({
      NODE_ENV: 'production',
      JWT_SECRET: randomBytes(32).toString('hex'),
      SESSION_SECRET: randomBytes(32).toString('hex'),
    });

  test('refuses production, since the passwords are known to everyone', async () => {
    await expect(seed(production(), ['demo'], silent)).rejects.toThrow('force=1');
    await expect(seed(production(), ['volume', 'force='], silent)).rejects.toThrow('force=1');
  });

  test.each([['force=1'], ['--force']])('seeds production with %s', async (force) => {
    await seed(production(), ['demo', force], silent);
  });

  test.each([
    [['demo'], { command: 'demo', posts: 200_000, force: false }],
    [['volume', 'posts=5', 'force=0'], { command: 'volume', posts: 5, force: false }],
    [['volume', '--posts', '7', '--force'], { command: 'volume', posts: 7, force: true }],
  ])('understands %j', (words, expected) => {
    expect(readArguments(words)).toEqual(expected);
  });

  test.each([
    [[]],
    [['demos']],
    [['demo', 'more']],
    [['volume', 'posts=-1']],
    [['volume', 'posts=x']],
    [['demo', '--fast']],
  ])('does not understand %j, and says what it does', (words) => {
    expect(() => readArguments(words)).toThrow(/posts/);
  });
});
