import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { type Sql, sql } from '../../server/platform/database/index.js';
import { toStatement } from '../../server/platform/database/sql.js';
import { LIMITS } from '../../server/platform/limits.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { untilBlocked } from '../support/locks.js';

const { rowsOfRead } = LIMITS.process;
const MANY = 3 * rowsOfRead;

let app: App;
let other: pg.Client;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  other = new pg.Client({ connectionString: app.databaseUrl });
  await other.connect();
});
afterAll(async () => {
  await other?.end();
  await app?.close();
});

const ask = async (person: Person | undefined, document: string, variables = {}) => {
  const { body } = await app.graphql(document, variables, person && { token: person.token });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
};
const count = async (query: Sql): Promise<number> =>
  (await app.rows(sql<{ count: number }>`select count(*)::int from (${query}) q`))[0]!.count;

/** Without what the database does for each row. */
async function fill(query: Sql): Promise<void> {
  const { text, values } = toStatement(query);
  await other.query('set session_replication_role = replica');
  await other.query(text, values);
  await other.query('set session_replication_role = default');
}

/** Stories of a writer, the newest first by their numbers. */
const fillStories = (writer: Person, title: string, status: 'PUBLISHED' | 'DRAFT') =>
  fill(sql`
    insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
    select gen_random_uuid(), u.id, ${title}, ${title} || '-' || n, 'x', 'x', 'x', 1, ${status}, now() - n * interval '1 second'
    from generate_series(1, ${MANY}) n, users u where u.username = ${writer.username}`);

/** People who are there and no more. */
const fillPeople = (prefix: string) =>
  fill(sql`
    insert into users (id, username, email, name, password_hash)
    select gen_random_uuid(), ${prefix} || n, ${prefix} || n || '@example.org', 'Somebody', 'none'
    from generate_series(1, ${MANY}) n`);

describe('a read over the connections that all share goes through few rows', () => {
  let reader: Person;
  let writer: Person;
  let silent: Person;
  beforeAll(async () => {
    [reader, writer, silent] = await Promise.all([signUp(app), signUp(app), signUp(app)]);
    const seen = await writeStory(app, writer, { title: 'Seen' });
    for (const document of [
      `mutation { setLike(input: { postId: "${seen.id}", liked: true }) { post { id } } }`,
      `mutation { setBookmark(input: { postId: "${seen.id}", bookmarked: true }) { post { id } } }`,
      `mutation { setFollow(input: { userId: "${writer.id}", following: true }) { user { id } } }`,
    ])
      await ask(reader, document);
    await ask(
      writer,
      `mutation { addComment(input: { postId: "${seen.id}", body: "@${reader.username}" }) { post { id } } }`,
    );
    await fillStories(silent, 'hidden', 'DRAFT');
    await fillStories(await signUp(app), 'public', 'PUBLISHED');
    await fillPeople('quiet');
    const me = sql`(select id from users where username = ${reader.username})`;
    const hidden = sql`posts where slug like 'hidden-%'`;
    await fill(sql`insert into likes (user_id, post_id) select ${me}, id from ${hidden}`);
    await fill(sql`insert into bookmarks (user_id, post_id) select ${me}, id from ${hidden}`);
    await fill(sql`
      insert into follows (follower_id, followee_id) select ${me}, id from users where username like 'quiet%'`);
    await fill(sql`
      insert into notifications (id, user_id, kind, post_id, reason)
      select gen_random_uuid(), ${me}, 'REMOVAL', id, 'x' from ${hidden}`);
    await fill(sql`analyze`);
  });
  afterEach(() => void jest.restoreAllMocks());

  test.each([
    ['liked stories that are hidden', '{ viewer { likes(first: 20) { nodes { title } } } }', 'Seen'],
    ['bookmarked stories that are hidden', '{ viewer { bookmarks(first: 20) { nodes { title } } } }', 'Seen'],
    ['notifications of hidden stories', '{ viewer { notifications(first: 3) { nodes { kind } } } }', 'MENTION'],
    ['unread ones', '{ viewer { notifications(unreadOnly: true) { nodes { kind } } } }', 'MENTION'],
    ['unread ones that are counted', '{ viewer { unreadNotificationCount } }', '"unreadNotificationCount":1'],
    ['people followed who do not write', '{ viewer { feed(first: 3) { nodes { title } } } }', 'Seen'],
    ['the most liked stories of one writer', (name: string) => ordered(name, 'LIKES'), 'Seen'],
    ['the most discussed stories of one writer', (name: string) => ordered(name, 'COMMENTS'), 'Seen'],
  ])('%s', async (_, document, found) => {
    const shared = jest.spyOn(app.database, 'rows');
    const data = await ask(reader, typeof document === 'string' ? document : document(writer.username));
    expect(JSON.stringify(data)).toContain(found);
    for (const [query] of shared.mock.calls) expect(await rowsThrough(query)).toBeLessThanOrEqual(rowsOfRead + 1);
  });
});

const ordered = (username: string, field: string) =>
  `{ posts(first: 3, filter: { authorUsername: "${username}" }, orderBy: { field: ${field} }) { nodes { title } } }`;

interface Plan {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** The most rows that a step of the statement goes through, by indexes. */
async function rowsThrough(query: Sql): Promise<number> {
  const { text, values } = toStatement(query);
  await other.query(
    `set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set enable_bitmapscan = off`,
  );
  const { rows } = await other.query(`explain (analyze, format json) ${text}`, values);
  const most = (plan: Plan): number =>
    Math.max(
      plan['Actual Loops'] * (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)),
      ...(plan.Plans ?? []).map(most),
    );
  return most(rows[0]['QUERY PLAN'][0].Plan);
}

test('suggestions are made for one person one after the other', async () => {
  const person = await signUp(app);
  await other.query('begin; lock table follows in access exclusive mode');
  const asked = Promise.all(
    [1, 2, 3, 4].map((first) => ask(person, `{ viewer { suggestedWriters(first: ${first}) { id } } }`)),
  );
  await untilBlocked(app, 1);
  const others = await Promise.all([signUp(app), signUp(app)]);
  const askedByOthers = others.map((one) => ask(one, `{ viewer { suggestedWriters(first: 1) { id } } }`));
  await untilBlocked(app, 3);
  await other.query('rollback');
  await Promise.all([asked, ...askedByOthers]);
});

describe('a write over very many rows', () => {
  const locked = async (row: string, work: () => Promise<void>) => {
    await other.query('begin');
    await other.query(`select 1 from ${row} for update`);
    await work().finally(() => other.query('rollback'));
  };

  test('notifications that are marked read stay so when the time is up, and the next time goes on', async () => {
    const [person, actor] = await Promise.all([signUp(app), signUp(app)]);
    const [me, they] = [person, actor].map(({ username }) => sql`(select id from users where username = ${username})`);
    await fillStories(person, 'told', 'PUBLISHED');
    await fill(sql`
      insert into notifications (id, user_id, actor_id, kind, post_id, created_at)
      select gen_random_uuid(), ${me}, ${they}, 'LIKE', id, published_at from posts where slug like 'told-%'`);
    const unread = sql`select 1 from notifications where user_id = ${me} and read_at is null`;
    const mark = `mutation { markNotificationsRead(input: { upTo: "${new Date().toISOString()}" }) { unreadNotificationCount } }`;
    const oldest = `notifications where post_id = (select id from posts where slug = 'told-${MANY}')`;
    await locked(oldest, async () => {
      await expect(ask(person, mark)).rejects.toThrow('UNAVAILABLE');
      expect(await count(unread)).toBeLessThan(MANY);
    });
    expect(await ask(person, mark)).toEqual({ markNotificationsRead: { unreadNotificationCount: 0 } });
    expect(await count(unread)).toBe(0);
  });

  test('a story with thousands of likes and comments goes, in several times where one does not suffice', async () => {
    const writer = await signUp(app);
    const { id, slug } = await writeStory(app, writer, { title: 'Loved' });
    await fillPeople('fan');
    const story = sql`(select id from posts where slug = ${slug})`;
    await fill(sql`insert into likes (post_id, user_id) select ${story}, id from users where username like 'fan%'`);
    await fill(sql`
      insert into comments (id, post_id, author_id, body, body_html)
      select gen_random_uuid(), ${story}, id, 'Oh.', '<p>Oh.</p>' from users where username like 'fan%'`);
    await fill(sql`
      insert into comments (id, post_id, author_id, parent_id, body, body_html)
      select gen_random_uuid(), ${story}, c.author_id, (select id from comments where post_id = ${story} limit 1), 'Ah.', '<p>Ah.</p>'
      from comments c where c.post_id = ${story}`);
    await fill(sql`update posts set like_count = ${MANY}, comment_count = 2 * ${MANY}::int where id = ${story}`);
    const remove = `mutation { deletePost(input: { id: "${id}" }) { deletedId } }`;
    const last = `comments where id = (select parent_id from comments where parent_id is not null limit 1)`;
    await locked(last, async () => {
      await expect(ask(writer, remove)).rejects.toThrow('UNAVAILABLE');
      const [left] = await app.database.rows(sql<{ likes: number; liked: number; comments: number; said: number }>`
        select like_count as likes, comment_count as comments,
          (select count(*) from likes where post_id = p.id) as liked,
          (select count(*) from comments where post_id = p.id) as said
        from posts p where slug = ${slug}`);
      expect(left).toEqual({ likes: 0, liked: 0, comments: left!.said, said: left!.said });
      expect(left!.said).toBeLessThanOrEqual(MANY);
    });
    expect(await ask(writer, remove)).toEqual({ deletePost: { deletedId: id } });
    for (const rows of [
      sql`select 1 from posts where slug = ${slug}`,
      sql`select 1 from comments where body in ('Oh.', 'Ah.')`,
    ])
      expect(await count(rows)).toBe(0);
  });
});
