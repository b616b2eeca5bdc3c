import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type App, startApp } from '../support/app.js';
import { type Person, PASSWORD, signUp, writeStory } from '../support/factories.js';

let app: App;
let ilse: Person;
let marta: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', CORS_ORIGINS: 'https://partner.example' });
  [ilse, marta] = [await signUp(app, { username: 'ilse', name: 'Ilse' }), await signUp(app, { username: 'marta' })];
});
afterAll(() => app?.close());

const meantFor = (id: string) => ({ headers: { 'X-Expected-Viewer': id } });
const as = ({ token }: Person) => ({ token });
const CREATE = 'mutation { createPost(input: { title: "Meant for Ilse" }) { post { title author { username } } } }';
const draftsOf = async (person: Person) =>
  (await app.graphql('{ viewer { drafts { nodes { title } } } }', {}, as(person))).body.data.viewer.drafts;

test('a write that names its person is done for that person', async () => {
  const { body } = await app.graphql(CREATE, {}, { ...as(ilse), ...meantFor(ilse.id) });
  expect(body.data.createPost.post.author.username).toBe('ilse');
});

test.each(['user_01h455vb4pex5vsknk084sn02q', 'ilse', '', 'user_', '*'])(
  'a write for %j is refused, writes nothing and says who is signed in',
  async (expected) => {
    const before = await draftsOf(marta);
    const { body } = await app.graphql(CREATE, {}, { ...as(marta), ...meantFor(expected) });
    expect(body.errors).toMatchObject([
      {
        message: 'You’re signed in as marta (@marta). This was meant for another account, and nothing was changed.',
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(await draftsOf(marta)).toEqual(before);
  },
);

test('a guest’s write for somebody is refused', async () => {
  const { body } = await app.graphql(CREATE, {}, meantFor(ilse.id));
  expect(body.errors).toMatchObject([
    { message: expect.stringContaining('Nobody is signed in'), extensions: { code: 'FORBIDDEN' } },
  ]);
});

test('each write of a document is held to it, whichever way the document goes', async () => {
  const story = await writeStory(app, ilse);
  const document = `mutation ($input: SetLikeInput!) {
    setLike(input: $input) { post { likeCount } } updateProfile(input: { bio: "Mine" }) { user { bio } } }`;
  const variables = { input: { postId: story.id, liked: true } };
  // The first of its kind, known ones, and compiled ones.
  for (let time = 0; time < 6; time++) {
    const { body } = await app.graphql(document, variables, { ...as(marta), ...meantFor(ilse.id) });
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  }
  const { body } = await app.graphql(
    'query ($id: ID!) { node(id: $id) { ... on Post { likeCount } } viewer { user { bio } } }',
    { id: story.id },
    as(marta),
  );
  expect(body.data).toEqual({ node: { likeCount: 0 }, viewer: { user: { bio: '' } } });
});

test('a person who signs in in the same document is the one who is meant', async () => {
  const both = (expected: string) =>
    app.graphql(
      `mutation { login(input: { email: "${marta.email}", password: "${PASSWORD}" }) { viewer { user { username } } }
        updateProfile(input: { bio: "" }) { user { username } } }`,
      {},
      meantFor(expected),
    );
  expect((await both(marta.id)).body).toMatchObject({ data: { updateProfile: { user: { username: 'marta' } } } });
  expect((await both(ilse.id)).body).toMatchObject({
    data: { login: { viewer: { user: { username: 'marta' } } }, updateProfile: null },
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
});

test('reading and signing in do not look at it', async () => {
  expect(
    (await app.graphql('{ viewer { user { username } } }', {}, { ...as(marta), ...meantFor(ilse.id) })).body,
  ).toEqual({ data: { viewer: { user: { username: 'marta' } } } });
  const login = `mutation { login(input: { email: "${marta.email}", password: "${PASSWORD}" }) { accessToken } }`;
  expect((await app.graphql(login, {}, meantFor(ilse.id))).body.errors).toBeUndefined();
});

test('pages of other origins may send it', async () => {
  const { headers } = await fetch(`${app.url}/graphql`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://partner.example', 'Access-Control-Request-Method': 'POST' },
  });
  expect(headers.get('access-control-allow-headers')).toContain('X-Expected-Viewer');
});
