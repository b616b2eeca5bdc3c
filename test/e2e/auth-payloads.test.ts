import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ADVISORY_LOCKS, sql, Sweeper } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { Browser, OPERATIONS, PASSWORD, signUpIn, someone } from './auth-support.js';

let app: App;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => app.close());

const signUp = () => signUpIn(app.url);

describe('the payload of who signs in', () => {
  const VIEWER = '{ viewer { user { username } sessions { id isCurrent } drafts { nodes { body viewerCanEdit } } } }';
  const login = `mutation ($input: LoginInput!) { login(input: $input) ${VIEWER} }`;
  interface Payload {
    viewer: { user: { username: string }; sessions: { isCurrent: boolean }[]; drafts: { nodes: object[] } };
  }

  test.each(['a guest', 'somebody else'])('speaks as them where %s asked', async (who) => {
    const { username, email, browser } = await signUp();
    const draft = 'mutation { createPost(input: { title: "A walk", body: "We went." }) { post { id } } }';
    expect((await browser.send(draft)).errors).toEqual([]);
    const asking = who === 'a guest' ? new Browser(app.url, someone().ip) : (await signUp()).browser;
    const reply = await asking.send(login, { input: { email, password: PASSWORD } });
    expect(reply.errors).toEqual([]);
    const { viewer } = reply.data.login as unknown as Payload;
    expect(viewer.user.username).toBe(username);
    expect(viewer.sessions.map((session) => session.isCurrent)).toEqual([true, false]);
    expect(viewer.drafts.nodes).toEqual([{ body: 'We went.', viewerCanEdit: true }]);
  });

  test('is whole for a new account and for a refreshed session too', async () => {
    const { username, email, password, ip } = someone();
    const browser = new Browser(app.url, ip);
    const register = `mutation ($input: RegisterInput!) { register(input: $input) ${VIEWER} }`;
    const expected = { user: { username }, sessions: [{ isCurrent: true }], drafts: { nodes: [] } };
    const first = await browser.send(register, { input: { username, email, password } });
    expect(first.data.register?.viewer).toMatchObject(expected);
    const next = await new Browser(app.url, ip).send(
      `mutation { refreshSession ${VIEWER} }`,
      {},
      {
        cookie: browser.cookie!,
      },
    );
    expect(next.data.refreshSession?.viewer).toMatchObject(expected);
  });
});

test('a session is found by its id, by its owner alone', async () => {
  const [mine, theirs] = [await signUp(), await signUp()];
  const { id } = (await mine.browser.send(OPERATIONS.sessions)).data.viewer!.sessions![0]!;
  const node = async (browser: Browser) => {
    const reply = await browser.send(
      'query ($id: ID!) { node(id: $id) { __typename id ... on Session { isCurrent } } }',
      { id },
    );
    return [reply.data.node, reply.errors];
  };
  expect(await node(mine.browser)).toEqual([{ __typename: 'Session', id, isCurrent: true }, []]);
  expect(await node(theirs.browser)).toEqual([null, []]);
  expect(await node(new Browser(app.url, someone().ip))).toEqual([null, []]);
});

describe('the sweep', () => {
  const left = async () =>
    (await app.database.first(sql<{ sessions: number; tokens: number }>`
      select (select count(*)::int from sessions) as sessions, (select count(*)::int from refresh_tokens) as tokens`))!;

  test('removes sessions a day after they ended, with their tokens, and none that live', async () => {
    await app.database.rows(sql`delete from sessions`);
    for (const [column, ago] of [
      ['revoked_at', '25 hours'],
      ['revoked_at', '23 hours'],
      ['last_used_at', '15 days 1 minute'],
      ['last_used_at', '14 days 23 hours'],
      ['created_at', '31 days 1 minute'],
      ['created_at', '29 days'],
    ]) {
      const { email, browser } = await signUp();
      await browser.refresh();
      await app.database.rows(sql`
        update sessions set
          revoked_at = case when ${column} = 'revoked_at' then now() - ${ago}::interval end,
          last_used_at = case when ${column} = 'last_used_at' then now() - ${ago}::interval else last_used_at end,
          created_at = case when ${column} = 'created_at' then now() - ${ago}::interval else created_at end
        where user_id = (select id from users where email = ${email})`);
    }
    expect(await left()).toEqual({ sessions: 6, tokens: 12 });
    for (let n = 0; n < 2; n += 1) {
      await app.nest.get(Sweeper).sweep();
      expect(await left()).toEqual({ sessions: 3, tokens: 6 });
    }
  });

  test('does the other chores when one of them fails', async () => {
    const sweeper = new Sweeper(app.database);
    const { username } = await signUp();
    sweeper.add(sql`select 1 / 0`);
    sweeper.add(sql`update users set bio = 'swept' where username = ${username} returning id`);
    await sweeper.sweep();
    const query = 'query ($username: String!) { user(username: $username) { bio } }';
    expect((await app.graphql(query, { username })).body.data.user).toEqual({ bio: 'swept' });
  });

  test('goes on batch after batch, and leaves it to the process that is at it', async () => {
    const { email } = await signUp();
    await app.database.rows(sql`
      insert into sessions (id, user_id, revoked_at) select gen_random_uuid(), u.id, now() - interval '2 days'
      from users u, generate_series(1, 250) where u.email = ${email}`);
    const before = await left();
    await app.database.transaction(async (tx) => {
      await tx.rows(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.sweep})`);
      await app.nest.get(Sweeper).sweep();
    });
    expect(await left()).toEqual(before);
    await app.nest.get(Sweeper).sweep();
    expect(await left()).toEqual({ ...before, sessions: before.sessions - 250 });
  });
});
