import { randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { hashPassword } from '../../server/platform/auth/passwords.js';
import { copyRows } from '../../server/platform/database/index.js';
import { inTransaction } from '../transaction.js';
import { makeFollows, makeRemark, makeTalk, type Talk } from './community.js';
import { Random, Zipf } from './random.js';
import { makePlace, makeTags, makeText } from './stories.js';
import { firstNames, lastNames, nouns, adjectives } from './words.js';

const SEED = 19_510_714;
const WRITERS = 10_000;
const FIRST_DAY = Date.UTC(2023, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 31);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BATCH = 20_000;
/** Their triggers rest meanwhile: one for each of a million rows would take most of the time. What they keep is set at the end. */
const TABLES = ['posts', 'post_tags', 'likes', 'comments', 'follows', 'post_search'];

const tagNames = nouns.flatMap((noun) => [
  noun,
  ...adjectives.map((adjective) => `${adjective.toLowerCase()} ${noun}`),
]);

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

export interface VolumeOptions {
  posts: number;
  /** Told how far it is, a line at a time. */
  say: (line: string) => void;
}

/**
 * Stories for measuring: by 10,000 writers, with tags that follow Zipf's law, half of them with a place, and with likes,
 * comments and follows, of which nobody is notified; the same ones on every machine. The accounts cannot be signed in to.
 * One transaction.
 * @throws when such stories are there already
 */
export async function seedVolume(client: ClientBase, { posts, say }: VolumeOptions): Promise<void> {
  const { rows } = await client.query(`SELECT FROM users WHERE username = $1`, [username(0)]);
  if (rows.length > 0)
    throw new Error('This database has the stories for measuring already. `make reset` begins afresh.');
  const random = new Random(SEED);
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
  const started = Date.now();
  await inTransaction(client, async () => {
    for (const table of TABLES) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    const writers = await copyWriters(client, random, passwordHash);
    say(`${WRITERS} writers`);
    const tags = await insertTags(client, random);
    const stories = await copyStories(client, random, { posts, writers, tagCount: tags.length, say, started });
    say(`${posts} stories; now their tags, and what people say and do`);
    await copyLinks(client, tags, stories);
    const other = new Random(SEED + 2);
    await copyLikes(client, other, writers, stories);
    await copyComments(client, other, writers, stories);
    await copyFollows(client, other, writers);
    await recount(client);
    await index(client, stories, say);
    for (const table of TABLES) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  });
  await client.query(`ANALYZE users, tags, map_points, search_words, ${TABLES.join(', ')}`);
  say(`done in ${Math.round((Date.now() - started) / 1_000)} s`);
}

const username = (number: number): string => `writer_${String(number).padStart(5, '0')}`;

async function copyWriters(client: ClientBase, random: Random, passwordHash: string): Promise<string[]> {
  const ids: string[] = [];
  function* rows() {
    for (let number = 0; number < WRITERS; number++) {
      const joined = FIRST_DAY - (WRITERS - number) * MINUTE;
      const id = random.uuid(joined);
      ids.push(id);
      const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
      yield [id, username(number), `${username(number)}@example.net`, name, passwordHash, iso(joined), iso(joined)];
    }
  }
  const columns = ['id', 'username', 'email', 'name', 'password_hash', 'created_at', 'updated_at'];
  await copyRows(client, 'users', columns, rows());
  return ids;
}

/** @returns the ids by rank, the most used first */
async function insertTags(client: ClientBase, random: Random): Promise<string[]> {
  const slugs = tagNames.map((name) => name.replaceAll(' ', '-'));
  await client.query(
    `INSERT INTO tags (id, slug, name) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
     ON CONFLICT (slug) DO NOTHING`,
    [tagNames.map((_, rank) => random.uuid(FIRST_DAY + rank)), slugs, tagNames],
  );
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM tags JOIN unnest($1::text[]) WITH ORDINALITY AS wanted (slug, rank) USING (slug) ORDER BY rank`,
    [slugs],
  );
  return rows.map(({ id }) => id);
}

interface Story extends Talk {
  postId: string;
  publishedAt: number;
  /** Of its tags. */
  ranks: number[];
}

interface StoriesOptions extends VolumeOptions {
  writers: readonly string[];
  tagCount: number;
  started: number;
}

async function copyStories(client: ClientBase, random: Random, options: StoriesOptions): Promise<Story[]> {
  const { posts, writers, tagCount, say, started } = options;
  const byWriter = new Zipf(writers.length, 0.6);
  const byTag = new Zipf(tagCount, 1.07);
  const step = (LAST_DAY - FIRST_DAY) / posts;
  const talk = new Random(SEED + 1);
  const stories: Story[] = [];
  function* rows() {
    for (let number = 0; number < posts; number++) {
      const written = Math.floor(FIRST_DAY + number * step);
      const id = random.uuid(written);
      const text = makeText(random, number);
      const publishedAt = written + random.below(90) * MINUTE;
      const ranks = makeTags(random, byTag);
      const { likes, comments } = makeTalk(talk, number);
      stories.push({ postId: id, publishedAt, ranks, likes, comments });
      yield [
        ...[id, writers[byWriter.rank(random)]!, text.title, text.slug, text.body, text.html, text.excerpt],
        ...[text.readingMinutes, 'PUBLISHED', ...makePlace(random), likes, comments],
        ...[iso(publishedAt), iso(written), iso(publishedAt)],
      ];
      if ((number + 1) % 20_000 === 0) {
        const seconds = (Date.now() - started) / 1_000;
        say(`${number + 1} of ${posts} stories, ${Math.round((number + 1) / seconds)} a second`);
      }
    }
  }
  const columns = [
    ...['id', 'author_id', 'title', 'slug', 'body', 'body_html', 'excerpt', 'reading_minutes', 'status', 'place_name'],
    ...['place_country_code', 'place_latitude', 'place_longitude', 'place_precision', 'like_count', 'comment_count'],
    ...['published_at', 'created_at', 'updated_at'],
  ];
  await copyRows(client, 'posts', columns, rows());
  return stories;
}

async function copyLinks(client: ClientBase, tags: readonly string[], stories: readonly Story[]): Promise<void> {
  function* rows() {
    for (const { postId, publishedAt, ranks } of stories) {
      for (const [position, rank] of ranks.entries()) yield [postId, tags[rank]!, position, iso(publishedAt)];
    }
  }
  await copyRows(client, 'post_tags', ['post_id', 'tag_id', 'position', 'published_at'], rows());
}

async function copyLikes(
  client: ClientBase,
  random: Random,
  people: readonly string[],
  stories: readonly Story[],
): Promise<void> {
  function* rows() {
    for (const { postId, publishedAt, likes } of stories) {
      const first = random.below(people.length);
      for (let n = 0; n < likes; n++)
        yield [people[(first + n * n) % people.length]!, postId, iso(publishedAt + random.below(DAY))];
    }
  }
  await copyRows(client, 'likes', ['user_id', 'post_id', 'created_at'], rows());
}

async function copyComments(
  client: ClientBase,
  random: Random,
  people: readonly string[],
  stories: readonly Story[],
): Promise<void> {
  function* rows() {
    for (const { postId, publishedAt, comments } of stories) {
      for (let n = 0; n < comments; n++) {
        const at = publishedAt + random.below(30 * DAY);
        const { body, html } = makeRemark(random);
        yield [random.uuid(at), postId, random.pick(people), body, html, iso(at)];
      }
    }
  }
  await copyRows(client, 'comments', ['id', 'post_id', 'author_id', 'body', 'body_html', 'created_at'], rows());
}

async function copyFollows(client: ClientBase, random: Random, people: readonly string[]): Promise<void> {
  function* rows() {
    for (const [number, id] of people.entries())
      for (const followed of makeFollows(random, number, people.length))
        yield [id, people[followed]!, iso(FIRST_DAY + random.below(LAST_DAY - FIRST_DAY))];
  }
  await copyRows(client, 'follows', ['follower_id', 'followee_id', 'created_at'], rows());
}

/** What search and the map know of the stories. */
async function index(client: ClientBase, stories: readonly Story[], say: VolumeOptions['say']): Promise<void> {
  for (let from = 0; from < stories.length; from += BATCH) {
    const ids = stories.slice(from, from + BATCH).map(({ postId }) => postId);
    await client.query('SELECT index_posts($1), pin_posts($1)', [ids]);
    say(`search and the map know ${from + ids.length} of them`);
  }
  // All at once, with what was noted of other stories until now; which words these are, `count_search_words` says.
  await client.query(`DELETE FROM search_word_changes`);
  await client.query(
    `INSERT INTO search_words (word, post_count)
     SELECT word, ndoc FROM ts_stat('SELECT document FROM post_search')
     WHERE char_length(word) BETWEEN 4 AND 30 AND word !~ '[0-9]'
     ON CONFLICT (word) DO UPDATE SET post_count = excluded.post_count`,
  );
}

async function recount(client: ClientBase): Promise<void> {
  await client.query(
    `UPDATE users SET post_count = counted.posts
     FROM (SELECT author_id, count(*) AS posts FROM posts WHERE status = 'PUBLISHED' GROUP BY author_id) AS counted
     WHERE users.id = counted.author_id AND users.post_count <> counted.posts`,
  );
  await client.query(
    `UPDATE tags SET post_count = counted.posts
     FROM (SELECT tag_id, count(*) AS posts FROM post_tags WHERE published_at IS NOT NULL GROUP BY tag_id) AS counted
     WHERE tags.id = counted.tag_id AND tags.post_count <> counted.posts`,
  );
  await client.query(
    `UPDATE users SET follower_count = counted.followers, following_count = counted.following
     FROM (
       SELECT id, (SELECT count(*) FROM follows WHERE followee_id = users.id) AS followers,
         (SELECT count(*) FROM follows WHERE follower_id = users.id) AS following
       FROM users) AS counted
     WHERE users.id = counted.id
       AND (users.follower_count, users.following_count) <> (counted.followers, counted.following)`,
  );
}
