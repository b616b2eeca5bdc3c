import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';

const ORIGIN = 'https://stories.example.org';

let app: App;
let ana: Person;
let ben: Person;
let fog: Story;
let ice: Story;
let sun: Story;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', APP_ORIGIN: ORIGIN });
  [ana, ben] = await Promise.all([signUp(app, { username: 'ana_g6' }), signUp(app, { username: 'ben_g6' })]);
  const place = { name: 'Kazbegi', countryCode: 'GE', latitude: 42.66, longitude: 44.64 };
  fog = await writeStory(app, ana, { title: 'Fog', tags: ['Night trains', 'fog'], place });
  ice = await writeStory(app, ana, {
    title: 'Ice',
    tags: ['night trains'],
    place: { ...place, precision: 'COUNTRY' },
    body: '# Ice\n\nWe *slid*\ndown [the road](https://e.org/road).\n\n- one\n- two &amp; three',
  });
  sun = await writeStory(app, ben, { title: 'Sun', tags: ['fog'] });
});
afterAll(() => app?.close());

const ask = async (document: string, variables: object = {}, person?: Person) => {
  const { body } = await app.graphql(document, variables, person && { token: person.token });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
};
const titles = async (filter: object, orderBy?: object): Promise<string[]> => {
  const document = `query ($filter: PostFilter, $orderBy: PostOrder) { posts(filter: $filter, orderBy: $orderBy) { nodes { title } } }`;
  const { posts } = await ask(document, { filter, ...(orderBy && { orderBy }) });
  return posts.nodes.map(({ title }: { title: string }) => title);
};
const say = (person: Person, postId: string) =>
  ask(
    `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id url } } } }`,
    { input: { postId, body: 'Yes.' } },
    person,
  );

describe('an address', () => {
  test('of a story, a person, a tag and a comment is that of its page', async () => {
    const { post } = await ask(`query ($s: String!) { post(slug: $s) { url author { url } tags { url } } }`, {
      s: fog.slug,
    });
    expect(post).toEqual({
      url: `${ORIGIN}/stories/${fog.slug}`,
      author: { url: `${ORIGIN}/@ana_g6` },
      tags: [{ url: `${ORIGIN}/tags/night-trains` }, { url: `${ORIGIN}/tags/fog` }],
    });
    const { commentEdge } = (await say(ben, sun.id)).addComment;
    expect(commentEdge.node.url).toBe(`${ORIGIN}/stories/${sun.slug}#${commentEdge.node.id}`);
  });

  test('of a draft is that which opens for its writer', async () => {
    const draft = await writeStory(app, ana, { publish: false });
    const { node } = await ask(`query ($id: ID!) { node(id: $id) { ... on Post { url } } }`, { id: draft.id }, ana);
    expect(node).toEqual({ url: `${ORIGIN}/stories/${draft.slug}` });
  });
});

test('the plain text of a story has neither marks nor addresses', async () => {
  const { post } = await ask(`query ($s: String!) { post(slug: $s) { bodyText } }`, { s: ice.slug });
  expect(post).toEqual({ bodyText: 'Ice\n\nWe slid down the road.\n\none\ntwo & three' });
});

test('the whole number of a list is told where it is kept', async () => {
  const { user, tag, posts } = await ask(
    `{ user(username: "ana_g6") { posts(first: 1) { totalCount nodes { id } } followers { totalCount } following { totalCount } }
       tag(slug: "fog") { posts(first: 1) { totalCount } } posts { totalCount } }`,
  );
  expect(user).toMatchObject({ posts: { totalCount: 2 }, followers: { totalCount: 0 }, following: { totalCount: 0 } });
  expect(user.posts.nodes).toHaveLength(1);
  expect(tag).toEqual({ posts: { totalCount: 2 } });
  expect(posts).toEqual({ totalCount: null });
});

describe('stories are filtered', () => {
  test('by several tags, all of which they have', async () => {
    expect(await titles({ tags: ['NIGHT  trains', 'fog'] })).toEqual(['Fog']);
    expect(await titles({ tag: 'fog', tags: ['night trains'] })).toEqual(['Fog']);
    expect(await titles({ tags: ['fog'] })).toEqual(['Sun', 'Fog']);
    expect(await titles({ tags: ['fog', 'nowhere'] })).toEqual([]);
    expect(await titles({ tags: ['fog'], authorUsername: 'ben_g6' })).toEqual(['Sun']);
    const { body } = await app.graphql(`{ posts(filter: { tags: ["a","b","c","d","e","f"] }) { nodes { id } } }`);
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'filter.tags' }] });
  });

  test('by country, however exactly their place is told', async () => {
    expect(await titles({ countryCode: 'ge' })).toEqual(['Ice', 'Fog']);
    expect(await titles({ countryCode: 'NO' })).toEqual([]);
    const { body } = await app.graphql(`{ posts(filter: { countryCode: "Georgia" }) { nodes { id } } }`);
    expect(body.errors![0]!.extensions.fields).toMatchObject([{ path: 'filter.countryCode' }]);
    const beyond = await app.graphql(
      `{ posts(filter: { bounds: { south: 0, west: 0, north: 91, east: 181 } }) { nodes { id } } }`,
    );
    expect(beyond.body.errors![0]!.extensions.fields).toMatchObject([
      { path: 'filter.bounds.north' },
      { path: 'filter.bounds.east' },
    ]);
  });

  test('by when they were published', async () => {
    const { post } = await ask(`query ($s: String!) { post(slug: $s) { publishedAt } }`, { s: ice.slug });
    const at = post.publishedAt as string;
    expect(await titles({ publishedAfter: at })).toEqual(['Sun', 'Ice']);
    expect(await titles({ publishedBefore: at })).toEqual(['Fog']);
    expect(await titles({ publishedAfter: at, authorUsername: 'ana_g6' })).toEqual(['Ice']);
  });

  test('and ordered by how much they are talked about, page by page', async () => {
    await say(ana, fog.id);
    await say(ana, sun.id);
    await say(ben, sun.id);
    expect((await titles({}, { field: 'COMMENTS' })).slice(0, 3)).toEqual(['Sun', 'Fog', 'Ice']);
    const document = `query ($after: String) { posts(first: 1, after: $after, orderBy: { field: COMMENTS, direction: ASC }) { nodes { title } pageInfo { endCursor } } }`;
    const { posts } = await ask(document);
    expect(posts.nodes).toEqual([{ title: 'Ice' }]);
    expect((await ask(document, { after: posts.pageInfo.endCursor })).posts.nodes).toEqual([{ title: 'Fog' }]);
  });
});

test('what the viewer likes is listed, the last liked first, and only while it is public', async () => {
  const like = (postId: string) =>
    ask(
      `mutation ($input: SetLikeInput!) { setLike(input: $input) { post { id } } }`,
      { input: { postId, liked: true } },
      ben,
    );
  const own = await writeStory(app, ana, { title: 'Hidden' });
  for (const { id } of [fog, own, ice]) await like(id);
  await ask(`mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id: own.id }, ana);
  const { viewer } = await ask(`{ viewer { likes { nodes { title } } } }`, {}, ben);
  expect(viewer.likes.nodes).toEqual([{ title: 'Ice' }, { title: 'Fog' }]);
});
