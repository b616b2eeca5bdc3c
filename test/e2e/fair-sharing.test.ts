import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { inProject } from '../../scripts/lib/project.js';
import { Cancellation } from '../../server/platform/cancellation.js';
import { sql } from '../../server/platform/database/index.js';
import { LIMITS } from '../../server/platform/limits.js';
import { type App, startApp } from '../support/app.js';
import { PASSWORD, signUp, signUpModerator, writeStory } from '../support/factories.js';
import { untilBlocked } from '../support/locks.js';

const requestOf = (holder: string) => Object.assign(new Cancellation(), { holder });
const codeOf = (reason: unknown) => (reason as { extensions: { code: string } }).extensions.code;

describe('the connections', () => {
  let app: App;
  let locker: pg.Client;
  beforeAll(async () => {
    app = await startApp();
    locker = new pg.Client({ connectionString: app.databaseUrl });
    await locker.connect();
  });
  afterAll(async () => {
    await locker?.end();
    await app?.close();
  });

  test('60 slow reads of one person at once leave others theirs, in the order in which they come', async () => {
    const done: string[] = [];
    const refused: string[] = [];
    const read = (holder: string, n: number) =>
      app.database.longRead(sql`select pg_sleep(0.03), ${`${holder} ${n}`}::text`, requestOf(holder)).then(
        () => void done.push(holder),
        (error: unknown) => void refused.push(codeOf(error)),
      );
    // A connection that is being opened is not what is asked about.
    await Promise.all(['eva', 'fay', 'gus', 'hal', 'ida'].map(read));
    const all = Array.from({ length: 60 }, (_, n) => read('ana', n));
    const others = ['ben', 'cas', 'dan'].map(read);
    await Promise.all(others);
    expect(done.filter((holder) => holder === 'ana').length).toBeLessThanOrEqual(2);
    await Promise.all(all);
    const waited = LIMITS.process.longReadsWaiting / 10;
    expect(done.filter((holder) => holder === 'ana')).toHaveLength(1 + waited);
    expect(refused).toEqual(Array.from({ length: 59 - waited }, () => 'RATE_LIMITED'));
  });

  test('who asks for the same as somebody whose other reads wait does not wait behind these', async () => {
    const done: string[] = [];
    const read = (holder: string, what: string) =>
      app.database
        .longRead(sql`select pg_sleep(0.03), ${what}::text`, requestOf(holder))
        .then(() => void done.push(`${holder} ${what}`));
    const all = Array.from({ length: 30 }, (_, n) => read('ana', `${n}`));
    const same = read('ana', 'same');
    await read('ben', 'same');
    expect(done.length).toBeLessThan(10);
    await Promise.all([...all, same]);
  });

  test('writes of one person that wait for a lock hold one connection, and others write', async () => {
    await locker.query('begin; lock table tags in access exclusive mode');
    const leaving = requestOf('ana');
    const writes = Array.from({ length: 30 }, () =>
      app.database.write(sql`delete from tags where slug = 'none'`, leaving),
    );
    const ended = Promise.allSettled(writes);
    await untilBlocked(app, 1);
    const others = Array.from({ length: 30 }, (_, n) =>
      app.database.transaction((tx) => tx.first(sql<{ n: number }>`select ${n}::int as n`), requestOf(`person ${n}`)),
    );
    expect((await Promise.all(others)).map((row) => row?.n)).toEqual(others.map((_, n) => n));
    expect(app.database.waiting).toBe(29);
    leaving.cancel();
    // Whatever the one that runs still does: those that waited are gone.
    expect(app.database.waiting).toBe(0);
    await locker.query('rollback');
    expect((await ended).slice(1).map(({ status }) => status)).toEqual(writes.slice(1).map(() => 'rejected'));
  });
});

describe('with a single connection', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp({ TRUST_PROXY: '127.0.0.1', DATABASE_POOL: '1' });
  });
  afterAll(() => app?.close());

  test('who waits longer than 2 seconds for it is told that Wander is busy, and the next one finds it free', async () => {
    await app.database.transaction(async () => {
      await expect(app.database.write(sql`select 1`)).rejects.toMatchObject({ extensions: { code: 'UNAVAILABLE' } });
    });
    await expect(app.database.write(sql`select 1 as one`)).resolves.toEqual([{ one: 1 }]);
  });

  test('every mutation is done: none waits for a second connection while it holds the first', async () => {
    const ana = await signUp(app);
    const ben = await signUp(app);
    const moderator = await signUpModerator(app);
    const run = new Set<string>();
    let token = ana.token;
    let cookie = '';
    const mutate = async (name: string, input: object | undefined, fields: string, by = token) => {
      const call = input === undefined ? name : `${name}(input: ${text(input)})`;
      const headers = cookie === '' ? {} : { Cookie: cookie };
      const reply = await app.graphql(`mutation { ${call} { ${fields} } }`, {}, { token: by, headers });
      expect([name, reply.body.errors]).toEqual([name, undefined]);
      run.add(name);
      cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      return reply.body.data[name];
    };
    await mutate('updateProfile', { name: 'Ana' }, 'user { id }');
    const draft = (await mutate('createPost', { title: 'One' }, 'post { id version }')).post;
    const change = { id: draft.id, version: draft.version, body: 'There.', tags: ['rivers'] };
    const { version } = (await mutate('updatePost', change, 'post { version }')).post;
    await mutate('publishPost', { id: draft.id, version }, 'post { id }');
    const idempotencyKey = 'a key';
    const whole = { title: 'Two', body: 'Here.', tags: ['rivers', 'lakes'], publish: true, idempotencyKey };
    await mutate('createPost', whole, 'post { id }');
    await mutate('createPost', whole, 'post { id }');
    const say = { postId: draft.id, body: 'Well.', idempotencyKey };
    const comment = (await mutate('addComment', say, 'commentEdge { node { id } }', ben.token)).commentEdge.node;
    await mutate('addComment', { ...say, parentId: comment.id, idempotencyKey: 'another' }, 'post { id }', ben.token);
    await mutate('editComment', { id: comment.id, body: 'Better.' }, 'comment { id }', ben.token);
    await mutate('deleteComment', { id: comment.id, reason: 'Rude' }, 'deletedId', moderator.token);
    await mutate('restoreComment', { id: comment.id, reason: 'Not so rude' }, 'comment { id }', moderator.token);
    await mutate('setLike', { postId: draft.id, liked: true }, 'post { id }', ben.token);
    await mutate('setBookmark', { postId: draft.id, bookmarked: true }, 'post { id }', ben.token);
    await mutate('setFollow', { userId: ana.id, following: true }, 'user { id }', ben.token);
    await mutate('markNotificationsRead', { upTo: new Date().toISOString() }, 'unreadNotificationCount');
    await mutate('unpublishPost', { id: draft.id }, 'post { id }');
    await mutate('deletePost', { id: draft.id }, 'deletedId');
    const bens = await writeStory(app, ben);
    await mutate('deletePost', { id: bens.id, reason: 'Rude' }, 'deletedId', moderator.token);
    await mutate('restorePost', { id: bens.id, reason: 'Not so rude' }, 'post { id }', moderator.token);
    const fresh = { username: 'fresh', email: 'fresh@example.com', password: PASSWORD };
    await mutate('register', fresh, 'accessToken');
    await mutate('refreshSession', undefined, 'accessToken');
    const newPassword = 'nine zithers at dusk';
    token = (await mutate('changePassword', { currentPassword: PASSWORD, newPassword }, 'accessToken')).accessToken;
    await mutate('login', { email: ana.email, password: newPassword }, 'accessToken');
    const { body } = await app.graphql('{ viewer { sessions { id isCurrent } } }', {}, { token });
    const other = body.data.viewer.sessions.find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    await mutate('revokeSession', { id: other.id }, 'revokedId');
    await mutate('logout', { everywhere: true }, 'endedSessions');
    const schema = buildSchema(readFileSync(inProject('server', 'schema.graphql'), 'utf8'));
    expect([...run].sort()).toEqual(Object.keys(schema.getMutationType()!.getFields()).sort());
  });
});

/** As it stands in a document. */
const text = (input: object): string =>
  `{ ${Object.entries(input)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ')} }`;

test('connections that are ended while they are used are answered, and the process goes on', async () => {
  const own = await startApp();
  try {
    const sleeping = Promise.allSettled(
      Array.from({ length: 6 }, (_, n) =>
        own.database.transaction((tx) => tx.first(sql`select pg_sleep(30)`), requestOf(`sleeper ${n}`)),
      ),
    );
    const until = async (count: number) => {
      for (;;) {
        const row = await own.database.first(sql<{ count: number }>`
          select count(*) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(30)%'
            and pid <> pg_backend_pid()`);
        if (row!.count >= count) return;
      }
    };
    await until(6);
    await own.database.rows(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`);
    const outcomes = await sleeping;
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? codeOf(outcome.reason) : 'ended'))).toEqual(
      Array(6).fill('UNAVAILABLE'),
    );
    expect((await own.graphql('{ __typename }')).status).toBe(200);
  } finally {
    await own.close();
  }
});
