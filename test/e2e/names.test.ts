import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type App, startApp } from '../support/app.js';
import { PASSWORD, type Person, signUp, writeStory } from '../support/factories.js';

let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app, { username: 'inci_', name: 'Ána \u00a0 Maria' });
  await writeStory(app, ana, { title: 'McDonald’s walk' });
});
afterAll(() => app?.close());

const textOf = async (path: string) => (await fetch(app.url + path)).text();

test.each(['inci_', '@Inci_', '＠ｉｎｃｉ＿', '@İnci_', '@inci_.', 'inci_,', 'inci_)', 'inci_…', '@inci_/'])(
  '%j is one person',
  async (username) => {
    const { body } = await app.graphql(
      `query ($username: String!) {
        user(username: $username) { username }
        posts(filter: { authorUsername: $username }) { nodes { title } }
      }`,
      { username },
    );
    expect(body.data).toEqual({ user: { username: 'inci_' }, posts: { nodes: [{ title: 'McDonald’s walk' }] } });
    if (!username.endsWith('/'))
      expect(await textOf(`/head/@${encodeURIComponent(username.replace(/^[@＠]/, ''))}`)).toContain('@inci_');
  },
);

test.each(['inci', '_inci_', 'inci-', 'in.ci_', 'inci_\u{1f600}'])('%j is nobody', async (username) => {
  const { body } = await app.graphql(`query ($username: String!) { user(username: $username) { id } }`, { username });
  expect(body.data).toEqual({ user: null });
});

test.each([
  'mcdonalds-walk',
  'McDonalds-Walk',
  ' mcdonalds-walk ',
  'mcdonalds-walk.',
  'mcdonalds-walk)',
  'mcdonalds-walk”',
])('%j is the address of one story', async (slug) => {
  const { body } = await app.graphql(`query ($slug: String!) { post(slug: $slug) { title } }`, { slug });
  expect(body.data).toEqual({ post: { title: 'McDonald’s walk' } });
  expect(await textOf(`/head/stories/${encodeURIComponent(slug)}`)).toContain('/stories/mcdonalds-walk"');
});

test('whom a text mentions is linked in full width and with the İ of a Turkish keyboard', async () => {
  const { body } = await app.graphql(
    `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { bodyHtml } } }`,
    { input: { title: 'x', body: '@İnci_ and ＠ｉｎｃｉ＿' } },
    { token: ana.token },
  );
  expect(body.data.createPost.post.bodyHtml.match(/<a href="[^"]*\/@inci_">/g)).toHaveLength(2);
});

test('names have one space between their words, and something to see', async () => {
  const { body } = await app.graphql(`{ user(username: "inci_") { name } }`);
  expect(body.data.user.name).toBe('Ána Maria');
  const empty = await app.graphql(
    `mutation { updateProfile(input: { name: "\u2800" }) { user { name } } }`,
    {},
    { token: ana.token },
  );
  expect(empty.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const placed = await app.graphql(
    `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { place { name } } } }`,
    { input: { title: 'x', body: 'x', place: { name: 'Bad  Ems', countryCode: 'DE' } } },
    { token: ana.token },
  );
  expect(placed.body.data.createPost.post.place.name).toBe('Bad Ems');
});

test('an email address is one with the apostrophe and the hyphen of a word processor', async () => {
  const register = (username: string, email: string) =>
    app.graphql(
      `mutation ($input: RegisterInput!) { register(input: $input) { viewer { email } } }`,
      { input: { username, email, password: PASSWORD } },
      { headers: { 'X-Forwarded-For': '10.7.7.7' } },
    );
  const { body } = await register('obrien', 'mary–ann.o’brien@example.com');
  expect(body.data.register.viewer.email).toBe("mary-ann.o'brien@example.com");
  expect((await register('obrien2', "mary-ann.o'brien@example.com")).body.errors?.[0]?.extensions.code).toBe(
    'CONFLICT',
  );
  const login = await app.graphql(
    `mutation ($input: LoginInput!) { login(input: $input) { viewer { user { username } } } }`,
    { input: { email: 'Mary-Ann.O’Brien@example.com', password: PASSWORD } },
    { headers: { 'X-Forwarded-For': '10.7.7.8' } },
  );
  expect(login.body.data.login.viewer.user.username).toBe('obrien');
});
