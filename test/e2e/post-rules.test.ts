import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Parser } from 'marked';
import { AccessTokens } from '../../server/platform/auth/index.js';
import { sql } from '../../server/platform/database/index.js';
import { fromGlobalId } from '../../server/platform/graphql/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';

let app: App;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app), signUp(app)]);
});
afterAll(() => app?.close());

const UPDATE = `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { slug version } } }`;
const PUBLISH = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { slug version } } }`;
const UNPUBLISH = `mutation ($input: UnpublishPostInput!) { unpublishPost(input: $input) { post { slug } } }`;
const DELETE = `mutation ($input: DeletePostInput!) { deletePost(input: $input) { deletedId } }`;
const LIST = `query ($after: String, $first: Int, $direction: OrderDirection = DESC, $u: String) {
  posts(first: $first, after: $after, orderBy: { direction: $direction }, filter: { authorUsername: $u }) {
    nodes { title } pageInfo { endCursor } } }`;
const as = ({ token }: Person) => ({ token });
const codeOf = ({ body }: Awaited<ReturnType<App['graphql']>>) => body.errors?.[0]?.extensions.code as unknown;

/** What each mutation of a story answers: its code and its words. */
const changes = ({ id, version }: Pick<Story, 'id' | 'version'>, person: Person) =>
  Promise.all(
    [
      [UPDATE, { id, version, title: 'Mine' }] as const,
      [PUBLISH, { id, version }] as const,
      [UNPUBLISH, { id }] as const,
      [DELETE, { id }] as const,
    ].map(async ([document, input]) => {
      const reply = await app.graphql(document, { input }, as(person));
      return [codeOf(reply), reply.body.errors?.[0]?.message];
    }),
  );

describe('a story that is not public', () => {
  const EVERYWHERE = `query ($id: ID!, $slug: String!, $u: String!, $tag: String!) {
    node(id: $id) { id } nodes(ids: [$id]) { id } post(slug: $slug) { id }
    posts(first: 100) { nodes { id } } theirs: posts(filter: { authorUsername: $u }) { nodes { id } }
    tagged: posts(filter: { tag: $tag }) { nodes { id } } both: posts(filter: { tag: $tag, authorUsername: $u }) { nodes { id } }
    tag(slug: $tag) { id } tags(first: 100) { nodes { slug } }
    user(username: $u) { postCount posts { nodes { id nextByAuthor { id } } } } }`;

  test.each(['a draft', 'one that was taken back'])('%s does not exist for others, hosts too', async (which) => {
    const writer = await signUp(app);
    await writeStory(app, writer, { title: 'The one before' });
    const tag = `hidden ${writer.username}`.slice(0, 30);
    const story = await writeStory(app, writer, { title: 'Hidden', tags: [tag], publish: which !== 'a draft' });
    if (which !== 'a draft') await app.graphql(UNPUBLISH, { input: { id: story.id } }, as(writer));
    const host = await signUp(app);
    const admin = { id: fromGlobalId(host.id)!.uuid, sessionId: 'none', role: 'ADMIN', suspended: false } as const;
    host.token = app.nest.get(AccessTokens).sign(admin).token;
    for (const more of [{}, as(ben), as(host)]) {
      const variables = { id: story.id, slug: story.slug, u: writer.username, tag };
      const { body } = await app.graphql(EVERYWHERE, variables, more);
      expect(body.errors).toBeUndefined();
      expect(JSON.stringify(body.data)).not.toContain(story.id);
      expect(JSON.stringify(body.data)).not.toContain('hidden');
      expect(body.data).toMatchObject({
        tag: null,
        user: { postCount: 1, posts: { nodes: [{ nextByAuthor: null }] } },
      });
    }
    const missing = { id: 'post_01h455vb4pex5vsknk084sn02q', version: 1 };
    for (const person of [ben, host]) {
      const replies = await changes(story, person);
      expect(replies).toEqual(await changes(missing, person));
      expect(new Set(replies.map(([code]) => code))).toEqual(new Set(['NOT_FOUND']));
    }
  });
});

test('somebody else’s public story is FORBIDDEN to change, in each way, and stays as it was', async () => {
  const story = await writeStory(app, ana, { title: 'Mine alone' });
  const codes = (await changes(story, ben)).map(([code]) => code);
  expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  const { body } = await app.graphql(
    'query ($id: ID!) { node(id: $id) { ... on Post { title status version } } }',
    story,
  );
  expect(body.data.node).toEqual({ title: 'Mine alone', status: 'PUBLISHED', version: 1 });
});

test('no text is rendered for a story that is not the writer’s, or was saved elsewhere', async () => {
  const [story, draft] = [await writeStory(app, ana), await writeStory(app, ana, { publish: false })];
  const rendering = jest.spyOn(Parser, 'parse');
  const save = async (person: Person, id: string, version: number) =>
    codeOf(await app.graphql(UPDATE, { input: { id, version, body: 'A *new* text.' } }, as(person)));
  expect(await save(ben, story.id, 1)).toBe('FORBIDDEN');
  expect(await save(ben, draft.id, 1)).toBe('NOT_FOUND');
  expect(await save(ana, story.id, 7)).toBe('STALE_VERSION');
  expect(rendering).not.toHaveBeenCalled();
  expect(await save(ana, story.id, 1)).toBeUndefined();
  expect(rendering).toHaveBeenCalled();
  rendering.mockRestore();
});

describe('a key of idempotency', () => {
  const create = (person: Person) => writeStory(app, person, { title: 'Once', idempotencyKey: 'the key' });
  const age = (interval: string) =>
    app.database.rows(sql`
      update idempotency_keys set created_at = clock_timestamp() - ${interval}::interval where key = 'the key'`);

  test('is the person’s own, and is remembered for a day', async () => {
    const first = await create(ana);
    expect((await create(ben)).id).not.toBe(first.id);
    await age('23 hours 59 minutes');
    expect((await create(ana)).id).toBe(first.id);
    await age('24 hours 1 minute');
    const second = await create(ana);
    expect(second.id).not.toBe(first.id);
    expect((await create(ana)).id).toBe(second.id);
  });

  test('whose story has been deleted gives NOT_FOUND, not another story', async () => {
    const story = await writeStory(app, ana, { idempotencyKey: 'deleted' });
    await app.graphql(DELETE, { input: { id: story.id } }, as(ana));
    await expect(writeStory(app, ana, { idempotencyKey: 'deleted' })).rejects.toThrow(
      /"message":"The story that was created with this idempotency key has been deleted.*NOT_FOUND/,
    );
  });

  test.each([
    ['another title', { title: 'Twice' }],
    ['another text', { body: 'Different.' }],
    ['tags', { tags: ['rivers'] }],
    ['a place', { place: { name: 'Porto', countryCode: 'PT' } }],
    ['a publication', { publish: true }],
  ])('comes back with %s: CONFLICT, and the first story stays as it was', async (_, other) => {
    const key = `conflict ${Object.keys(other).join()}`;
    const once = { title: 'Once', body: 'Text.', publish: false, idempotencyKey: key };
    const first = await writeStory(app, ana, once);
    await expect(writeStory(app, ana, { ...once, ...other })).rejects.toThrow('CONFLICT');
    expect(await writeStory(app, ana, once)).toEqual(first);
    const reply = await app.graphql('{ viewer { drafts(first: 100) { nodes { id } } } }', {}, as(ana));
    expect(reply.body.data.viewer.drafts.nodes.filter(({ id }: Story) => id === first.id)).toHaveLength(1);
  });

  test('sent twice at once with two texts makes one story, and the other is CONFLICT', async () => {
    const results = await Promise.allSettled(
      ['One', 'Two', 'Three'].map((title) => writeStory(app, ben, { title, publish: false, idempotencyKey: 'raced' })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(String(result.reason)).toContain('CONFLICT');
  });

  test('of an older server, which kept no payload, still gives its story', async () => {
    const first = await writeStory(app, ben, { title: 'Older', idempotencyKey: 'older' });
    await app.database.rows(sql`update idempotency_keys set payload_hash = null where key = 'older'`);
    expect((await writeStory(app, ben, { title: 'Older', idempotencyKey: 'older' })).id).toBe(first.id);
  });
});

test('an autosave that was made for a draft does not reach readers', async () => {
  const draft = await writeStory(app, ana, { publish: false });
  const published = await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
  const { slug } = published.body.data.publishPost.post;
  const save = (expectedStatus: string) =>
    app.graphql(UPDATE, { input: { id: draft.id, version: 1, title: 'Half a sen', expectedStatus } }, as(ana));
  expect(codeOf(await save('DRAFT'))).toBe('STALE_VERSION');
  const read = await app.graphql('query ($slug: String!) { post(slug: $slug) { title } }', { slug });
  expect(read.body.data.post.title).toBe(draft.title);
  expect(codeOf(await save('PUBLISHED'))).toBeUndefined();
});

test('a draft that was saved elsewhere is not published from a stale version', async () => {
  const draft = await writeStory(app, ana, { publish: false });
  await app.graphql(UPDATE, { input: { id: draft.id, version: 1, title: 'Changed' } }, as(ana));
  const reply = await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
  expect(reply.body.errors?.[0]?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: 2 });
  expect(codeOf(await app.graphql(PUBLISH, { input: { id: draft.id, version: 2 } }, as(ana)))).toBeUndefined();
});

test('a slug is never changed, whatever becomes of the title', async () => {
  const story = await writeStory(app, ana, { title: 'A first title' });
  await app.graphql(UPDATE, { input: { id: story.id, version: 1, title: 'Another title' } }, as(ana));
  await app.graphql(UNPUBLISH, { input: { id: story.id } }, as(ana));
  const { body } = await app.graphql(PUBLISH, { input: { id: story.id, version: 2 } }, as(ana));
  expect(body.data.publishPost.post.slug).toBe('a-first-title');
});

test('what is deleted is gone, with its tags; a second time is NOT_FOUND', async () => {
  const story = await writeStory(app, ana, { title: 'Short lived', tags: ['ephemeral'] });
  const remove = () => app.graphql(DELETE, { input: { id: story.id } }, as(ana));
  expect((await remove()).body.data.deletePost).toEqual({ deletedId: story.id });
  expect(codeOf(await remove())).toBe('NOT_FOUND');
  const { body } = await app.graphql('query ($id: ID!) { node(id: $id) { id } tag(slug: "ephemeral") { id } }', story);
  expect(body.data).toEqual({ node: null, tag: null });
});

test('times are UTC with milliseconds, the same by every way to them', async () => {
  const { id } = await writeStory(app, ana);
  await app.database.rows(sql`
    update posts set published_at = '2026-03-01 00:00:00.5+00', created_at = '2026-02-28 23:59:59+00'
    where id = ${fromGlobalId(id)!.uuid}`);
  const { body } = await app.graphql(
    `query ($id: ID!, $u: String!) { user(username: $u) { createdAt }
      node(id: $id) { ... on Post { publishedAt createdAt updatedAt author { createdAt } } } }`,
    { id, u: ana.username },
  );
  expect(body.data.node).toEqual({
    publishedAt: '2026-03-01T00:00:00.500Z',
    createdAt: '2026-02-28T23:59:59.000Z',
    updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    author: body.data.user,
  });
});

describe('a cursor', () => {
  const titles = (reply: Awaited<ReturnType<App['graphql']>>) =>
    reply.body.data.posts.nodes.map((post: Story) => post.title) as string[];

  test('works after its row is gone, and belongs to its order', async () => {
    const writer = await signUp(app);
    const stories: Story[] = [];
    for (const title of ['One', 'Two', 'Three']) stories.push(await writeStory(app, writer, { title }));
    const page = await app.graphql(LIST, { first: 2, u: writer.username });
    expect(titles(page)).toEqual(['Three', 'Two']);
    const after = page.body.data.posts.pageInfo.endCursor as string;
    await app.graphql(DELETE, { input: { id: stories[1]!.id } }, as(writer));
    expect(titles(await app.graphql(LIST, { after, u: writer.username }))).toEqual(['One']);
    const other = await app.graphql(LIST, { after, direction: 'ASC', u: writer.username });
    expect(other.body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'after' }] });
    for (const list of [
      '{ viewer { drafts(after: $after) { nodes { id } } } }',
      '{ tags(after: $after) { nodes { id } } }',
    ])
      expect(codeOf(await app.graphql(`query ($after: String) ${list}`, { after }, as(writer)))).toBe('BAD_USER_INPUT');
  });

  test('nodes keep the order of their ids, and what is unknown is null', async () => {
    const [one, two] = [await writeStory(app, ana), await writeStory(app, ana)];
    const ids = [two.id, 'nonsense', one.id, two.id, ana.id];
    const { body } = await app.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(body.data.nodes).toEqual([{ id: two.id }, null, { id: one.id }, { id: two.id }, { id: ana.id }]);
  });
});
