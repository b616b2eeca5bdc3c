import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';

let app: App;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app), signUp(app)]);
});
afterAll(() => app?.close());

const as = ({ token }: Person) => ({ token });
const errorOf = (reply: Awaited<ReturnType<App['graphql']>>) => reply.body.errors?.[0];
const follow = (person: Person | undefined, userId: string, following = true) =>
  app.graphql(
    `mutation ($input: SetFollowInput!) { setFollow(input: $input) { user { id username followerCount viewerIsFollowing } } }`,
    { input: { userId, following } },
    person && as(person),
  );
const profile = async (username: string, fields: string, person?: Person) =>
  (await app.graphql(`query ($u: String!) { user(username: $u) { ${fields} } }`, { u: username }, person && as(person)))
    .body.data.user;
const feed = async (person: Person, page = 'first: 20') =>
  (
    await app.graphql(
      `{ viewer { feed(${page}) { nodes { title } edges { cursor } pageInfo { hasNextPage hasPreviousPage } } } }`,
      {},
      as(person),
    )
  ).body.data.viewer.feed;
const titles = (found: { nodes: Story[] }) => found.nodes.map(({ title }) => title);

test('somebody is followed and let go, and twice is once', async () => {
  const [fan, star] = await Promise.all([signUp(app), signUp(app)]);
  for (const following of [true, true, false, false]) {
    const { body } = await follow(fan, star.id, following);
    expect(body.errors).toBeUndefined();
    expect(body.data.setFollow.user).toEqual({
      id: star.id,
      username: star.username,
      followerCount: following ? 1 : 0,
      viewerIsFollowing: following,
    });
  }
});

test('guests, oneself and people who are not there are refused', async () => {
  expect(errorOf(await follow(undefined, ana.id))?.extensions.code).toBe('UNAUTHENTICATED');
  expect(errorOf(await follow(ana, ana.id))?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path: 'input.userId' }],
  });
  const story = await writeStory(app, ana);
  for (const id of ['user_01h455vb4pex5vsknk084sn02q', story.id, 'x'])
    expect(errorOf(await follow(ben, id))?.extensions.code).toBe('NOT_FOUND');
});

test('both sides are counted and listed, the newest first, and whose they are is seen by each', async () => {
  const [star, one, two, three] = await Promise.all([signUp(app), signUp(app), signUp(app), signUp(app)]);
  for (const fan of [two, one, three]) await follow(fan, star.id);
  await follow(star, one.id);
  const fields = `followerCount followingCount viewerIsFollowing followers(first: 2) { nodes { username viewerIsFollowing } edges { cursor } pageInfo { hasNextPage } } following { nodes { username } }`;
  const seen = await profile(star.username, fields, star);
  expect(seen).toMatchObject({ followerCount: 3, followingCount: 1, viewerIsFollowing: false });
  expect(seen.followers.nodes).toEqual([
    { username: three.username, viewerIsFollowing: false },
    { username: one.username, viewerIsFollowing: true },
  ]);
  expect(seen.following.nodes).toEqual([{ username: one.username }]);
  const rest = await profile(
    star.username,
    `followers(first: 2, after: "${seen.followers.edges[1].cursor}") { nodes { username } pageInfo { hasNextPage } }`,
  );
  expect(rest.followers).toEqual({ nodes: [{ username: two.username }], pageInfo: { hasNextPage: false } });
  expect((await profile(star.username, 'viewerIsFollowing', two)).viewerIsFollowing).toBe(true);
  expect((await profile(star.username, 'viewerIsFollowing')).viewerIsFollowing).toBe(false);
});

test('followers of all people of a list are one statement, and so is who is followed among them', async () => {
  const star = await signUp(app);
  for (const fan of await Promise.all([signUp(app), signUp(app), signUp(app)])) {
    await follow(fan, star.id);
    await follow(star, fan.id);
  }
  const document = `query ($u: String!) { user(username: $u) { followers { nodes { username viewerIsFollowing following { nodes { username } } } } } }`;
  const { body } = await app.graphql(document, { u: star.username }, as(star));
  expect(body.data.user.followers.nodes).toHaveLength(3);
  for (const fan of body.data.user.followers.nodes)
    expect(fan).toMatchObject({ viewerIsFollowing: true, following: { nodes: [{ username: star.username }] } });
  expect(await statementsOf(app, () => app.graphql(document, { u: star.username }, as(star)))).toHaveLength(4);
});

test('a thousand follows at once, to and fro, end with the counters equal to the rows', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => signUp(app)));
  const pairs = people.flatMap((a) => people.filter((b) => a !== b).map((b) => [a, b] as const));
  const replies = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) => {
      const [fan, star] = pairs[n % pairs.length]!;
      return follow(fan, star.id, (n * 7) % 3 !== 0);
    }),
  );
  expect(replies.filter((reply) => reply.body.errors)).toEqual([]);
  for (const { username } of people) {
    const seen = await profile(
      username,
      'followerCount followingCount followers { nodes { id } } following { nodes { id } }',
    );
    expect([seen.followerCount, seen.followingCount]).toEqual([
      seen.followers.nodes.length,
      seen.following.nodes.length,
    ]);
  }
}, 60_000);

test('the feed has the stories of those one follows, newest first, and nothing else', async () => {
  const [reader, one, two, other] = await Promise.all([signUp(app), signUp(app), signUp(app), signUp(app)]);
  expect(titles(await feed(reader))).toEqual([]);
  for (const [title, writer] of [
    ['one 1', one],
    ['other 1', other],
    ['two 1', two],
    ['one 2', one],
    ['reader 1', reader],
  ] as const)
    await writeStory(app, writer, { title });
  const draft = await writeStory(app, one, { title: 'one draft', publish: false });
  await follow(reader, one.id);
  await follow(reader, two.id);
  const whole = await feed(reader);
  expect(titles(whole)).toEqual(['one 2', 'two 1', 'one 1']);
  const [first, second] = whole.edges;
  expect(titles(await feed(reader, `first: 1, after: "${first.cursor}"`))).toEqual(['two 1']);
  expect(await feed(reader, `last: 1, before: "${second.cursor}"`)).toMatchObject({
    nodes: [{ title: 'one 2' }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
  });
  await follow(reader, one.id, false);
  expect(titles(await feed(reader))).toEqual(['two 1']);
  expect(draft.status).toBe('DRAFT');
  const taken = await writeStory(app, two, { title: 'two taken back' });
  await app.graphql(
    `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`,
    { id: taken.id },
    as(two),
  );
  expect(titles(await feed(reader))).toEqual(['two 1']);
  expect(await statementsOf(app, () => feed(reader))).toHaveLength(1);
});

test('the feed also finds what lies behind the thousand newest stories of others', async () => {
  const [reader, rare] = await Promise.all([signUp(app), signUp(app)]);
  for (const title of ['rare 1', 'rare 2']) await writeStory(app, rare, { title });
  await app.rows(sql`
    insert into posts (id, author_id, title, slug, body, body_html, excerpt, reading_minutes, status, published_at)
    select gen_random_uuid(), u.id, 'many', 'many-' || n, 'x', 'x', 'x', 1, 'PUBLISHED', clock_timestamp()
    from generate_series(1, 1100) n, users u where u.username = ${ana.username}`);
  await writeStory(app, rare, { title: 'rare 3' });
  await follow(reader, rare.id);
  const whole = await feed(reader);
  expect(titles(whole)).toEqual(['rare 3', 'rare 2', 'rare 1']);
  expect(titles(await feed(reader, `first: 1, after: "${whole.edges[0].cursor}"`))).toEqual(['rare 2']);
  expect(titles(await feed(reader, 'last: 1'))).toEqual(['rare 1']);
});

test('suggested are the writers with the most followers, neither oneself nor those one follows already', async () => {
  const [reader, star, minor, silent] = await Promise.all([signUp(app), signUp(app), signUp(app), signUp(app)]);
  await Promise.all([writeStory(app, star), writeStory(app, minor), writeStory(app, reader)]);
  const fans = await Promise.all(Array.from({ length: 9 }, () => signUp(app)));
  for (const fan of fans) await Promise.all([follow(fan, star.id), follow(fan, silent.id), follow(fan, reader.id)]);
  for (const fan of fans.slice(1)) await follow(fan, minor.id);
  const suggested = async (count: number) =>
    app.graphql(`{ viewer { suggestedWriters(first: ${count}) { username } } }`, {}, as(reader));
  const names = (await suggested(2)).body.data.viewer.suggestedWriters.map((user: Person) => user.username);
  expect(names).toEqual([star.username, minor.username]);
  await follow(reader, star.id);
  expect((await suggested(1)).body.data.viewer.suggestedWriters).toEqual([{ username: minor.username }]);
  await app.database.write(sql`update users set suspended_at = now() where username = ${minor.username}`);
  expect((await suggested(1)).body.data.viewer.suggestedWriters).not.toContainEqual({ username: minor.username });
  for (const count of [0, -1, 21])
    expect(errorOf(await suggested(count))?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});
