import type { ClientBase } from 'pg';
import { renderComment } from '../../server/modules/comments/render-comment.js';
import { hashPassword } from '../../server/platform/auth/passwords.js';
import { excerptOf, readingMinutes, toSafeHtml } from '../../server/platform/markdown/index.js';
import { inTransaction } from '../transaction.js';
import { type DemoAccount, demoAccounts } from './accounts.js';
import { demoStories } from './stories/index.js';
import type { DemoStory } from './story.js';
import { demoTags } from './tags.js';
import { demoBookmarks, demoComments, demoFollows, demoLikes } from './talk.js';

export interface Seeded {
  accounts: number;
  stories: number;
}

/**
 * Five people and eight stories, with fixed ids, and what these people say and do to each other's. What is there already stays as it is, however it was edited since.
 * @returns how many of each were new
 * @throws when somebody else has a username, an e-mail address or a slug of the demo's; then nothing is written
 */
export function seedDemo(client: ClientBase): Promise<Seeded> {
  return inTransaction(client, async () => {
    const accounts = await missing(client, 'users', demoAccounts);
    for (const account of accounts) await insertAccount(client, account);
    const stories = await missing(client, 'posts', demoStories);
    const tagIds = await findOrInsertTags(client, stories);
    for (const story of stories) await insertStory(client, story, tagIds);
    await insertTalk(client, accounts, stories);
    return { accounts: accounts.length, stories: stories.length };
  });
}

/** What is said and done to stories and people that are new; what somebody took back since is not done again. */
async function insertTalk(
  client: ClientBase,
  accounts: readonly DemoAccount[],
  stories: readonly DemoStory[],
): Promise<void> {
  const person = (name: string) => demoAccounts.find(({ username }) => username === name)!.id;
  const story = (slug: string) => demoStories.find((one) => one.slug === slug)!.id;
  const isNew = (slug: string) => stories.some((one) => one.slug === slug);
  for (const { id, slug, author, parent, body, createdAt } of demoComments.filter((comment) => isNew(comment.slug))) {
    const { html, mentionedIds } = renderComment(body, demoAccounts);
    await client.query(
      `INSERT INTO comments (id, post_id, author_id, parent_id, body, body_html, mentioned_ids, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, story(slug), person(author), parent ?? null, body, html, mentionedIds, createdAt],
    );
  }
  for (const [table, pairs] of [
    ['likes', demoLikes],
    ['bookmarks', demoBookmarks],
  ] as const)
    for (const [username, slug] of pairs.filter((pair) => isNew(pair[1])))
      await client.query(`INSERT INTO ${table} (user_id, post_id) VALUES ($1, $2)`, [person(username), story(slug)]);
  for (const pair of demoFollows)
    if (accounts.some(({ username }) => pair.includes(username)))
      await client.query(
        `INSERT INTO follows (follower_id, followee_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
        pair.map(person),
      );
}

async function missing<T extends { id: string }>(
  client: ClientBase,
  table: 'users' | 'posts',
  wanted: readonly T[],
): Promise<T[]> {
  const ids = wanted.map(({ id }) => id);
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM ${table} WHERE id = ANY ($1::uuid[])`, [ids]);
  const present = new Set(rows.map(({ id }) => id));
  return wanted.filter(({ id }) => !present.has(id));
}

async function insertAccount(client: ClientBase, account: DemoAccount): Promise<void> {
  const { id, username, email, name, bio, password, createdAt } = account;
  await client.query(
    `INSERT INTO users (id, username, email, name, bio, password_hash, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [id, username, email, name, bio, await hashPassword(password), createdAt],
  );
}

/** A tag that people have made meanwhile is theirs: the story takes it. */
async function findOrInsertTags(client: ClientBase, stories: readonly DemoStory[]): Promise<Map<string, string>> {
  const tags = demoTags.filter(({ name }) => stories.some((story) => story.tags.includes(name)));
  for (const { id, slug, name } of tags) {
    await client.query(`INSERT INTO tags (id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING`, [
      id,
      slug,
      name,
    ]);
  }
  const { rows } = await client.query<{ id: string; slug: string }>(
    `SELECT id, slug FROM tags WHERE slug = ANY ($1::text[])`,
    [tags.map(({ slug }) => slug)],
  );
  const ids = new Map(rows.map(({ id, slug }) => [slug, id]));
  return new Map(tags.map(({ slug, name }) => [name, ids.get(slug)!]));
}

async function insertStory(client: ClientBase, story: DemoStory, tagIds: Map<string, string>): Promise<void> {
  const author = demoAccounts.find(({ username }) => username === story.author)!;
  const { id, title, slug, body, place, writtenAt, publishedAt } = story;
  await client.query(
    `INSERT INTO posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status,
       place_name, place_country_code, place_latitude, place_longitude, place_precision,
       published_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'PUBLISHED', $9, $10, $11, $12, $13, $14, $15, $14)`,
    [
      ...[id, author.id, title, slug, body, toSafeHtml(body), excerptOf(body), readingMinutes(body)],
      ...[place.name, place.countryCode, place.latitude, place.longitude, place.precision],
      ...[publishedAt, writtenAt],
    ],
  );
  for (const [position, name] of story.tags.entries()) {
    await client.query(`INSERT INTO post_tags (post_id, tag_id, position, published_at) VALUES ($1, $2, $3, $4)`, [
      id,
      tagIds.get(name),
      position,
      publishedAt,
    ]);
  }
}
