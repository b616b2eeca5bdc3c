import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql, Sweeper } from '../../server/platform/database/index.js';
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

const UPDATE = `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { id title body version tags { name } } } }`;
const PUBLISH = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { slug status publishedAt } } }`;
const CREATE_PUBLISHED = `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { slug } } }`;
const UNPUBLISH = `mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { slug status publishedAt } } }`;
const DELETE = `mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }`;
const STORY = `query ($slug: String!) { post(slug: $slug) { id title body bodyHtml author { username } previousByAuthor { title } nextByAuthor { title } } }`;
const as = ({ token }: Person) => ({ token });
const errorOf = (reply: Awaited<ReturnType<App['graphql']>>) => reply.body.errors?.[0];

describe('a story', () => {
  test('is written, published and read by a guest', async () => {
    const story = await writeStory(app, ana, {
      title: 'Über die Brücke',
      body: 'Slowly **over**.',
      tags: [' Slow   Trains', 'slow trains'],
    });
    expect(story).toMatchObject({ slug: 'ueber-die-bruecke', version: 1, status: 'PUBLISHED' });
    const { body } = await app.graphql(STORY, { slug: story.slug });
    expect(body.errors).toBeUndefined();
    expect(body.data.post).toMatchObject({ title: 'Über die Brücke', author: { username: ana.username } });
    expect(body.data.post.bodyHtml).toContain('<strong>over</strong>');
    const tag = await app.graphql(`{ tag(slug: "slow-trains") { name postCount posts { nodes { title } } } }`);
    expect(tag.body.data.tag).toEqual({
      name: 'Slow Trains',
      postCount: 1,
      posts: { nodes: [{ title: 'Über die Brücke' }] },
    });
  });

  test('of the same title gets a slug of its own, in parallel too', async () => {
    const stories = await Promise.all(
      [ana, ben, ana, ben].map((author) => writeStory(app, author, { title: 'One title' })),
    );
    expect(new Set(stories.map((story) => story.slug)).size).toBe(4);
  });

  test('whose title has no letters gets its id as slug', async () => {
    const story = await writeStory(app, ana, { title: '…' });
    expect(story.slug).toBe(story.id.slice(-26));
  });

  test('keeps its slug and place when it is taken back and published again', async () => {
    const story = await writeStory(app, ana, { title: 'Back and forth' });
    const back = await app.graphql(UNPUBLISH, { id: story.id }, as(ana));
    expect(back.body.data.unpublishPost.post.status).toBe('DRAFT');
    expect((await app.graphql(STORY, { slug: story.slug })).body.data.post).toBeNull();
    const again = await app.graphql(PUBLISH, { input: { id: story.id, version: 1 } }, as(ana));
    expect(again.body.data.publishPost.post).toEqual({ ...back.body.data.unpublishPost.post, status: 'PUBLISHED' });
  });

  test('cannot be published without title and text', async () => {
    const draft = await writeStory(app, ana, { title: '', body: '', publish: false });
    const reply = await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
    expect(errorOf(reply)?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'input.title' }, { path: 'input.body' }],
    });
    expect(reply.body.data.publishPost).toBeNull();
  });

  test('is created once for twenty parallel creates with one key', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () => writeStory(app, ben, { title: 'Once', idempotencyKey: 'k-1' })),
    );
    expect(new Set(made.map((story) => story.id)).size).toBe(1);
    const mine = await app.graphql(
      `query ($u: String!) { posts(filter: { authorUsername: $u }) { nodes { title } } }`,
      { u: ben.username },
    );
    expect(mine.body.data.posts.nodes.filter((post: Story) => post.title === 'Once')).toHaveLength(1);
  });
});

describe('a draft', () => {
  test('is its writer’s alone on every path', async () => {
    const draft = await writeStory(app, ana, { title: 'Secret', publish: false, tags: ['hidden-tag'] });
    expect(draft.slug).toBe(draft.id.slice(-26));
    for (const more of [{}, as(ben)]) {
      const { body } = await app.graphql(
        `query ($id: ID!, $slug: String!) { node(id: $id) { id } nodes(ids: [$id]) { id } post(slug: $slug) { id } tag(slug: "hidden-tag") { id } posts(first: 100) { nodes { id } } }`,
        { id: draft.id, slug: draft.slug },
        more,
      );
      expect(body.data).toMatchObject({ node: null, nodes: [null], post: null, tag: null });
      expect(body.data.posts.nodes).not.toContainEqual({ id: draft.id });
    }
    const missing = { id: 'post_01h455vb4pex5vsknk084sn02q', version: 1, title: 'x' };
    const replies = await Promise.all(
      [{ ...missing, id: draft.id }, missing].map((input) => app.graphql(UPDATE, { input }, as(ben))),
    );
    expect(errorOf(replies[0]!)?.extensions.code).toBe('NOT_FOUND');
    expect(errorOf(replies[0]!)?.message).toBe(errorOf(replies[1]!)?.message);
    const own = await app.graphql(
      `query ($slug: String!) { post(slug: $slug) { title } viewer { drafts { nodes { id } } } }`,
      { slug: draft.slug },
      as(ana),
    );
    expect(own.body.data.post).toEqual({ title: 'Secret' });
    expect(own.body.data.viewer.drafts.nodes).toContainEqual({ id: draft.id });
  });
});

test('what a guest reads is never older than a write that has been answered', async () => {
  const read = async () =>
    (await app.graphql('query ($u: String!) { user(username: $u) { bio } }', { u: ana.username })).body.data.user.bio;
  // Known from the second time on, and then kept.
  for (let n = 0; n < 3; n += 1) await read();
  for (const bio of ['one', 'two', 'three', 'four']) {
    await app.graphql(
      'mutation ($bio: String!) { updateProfile(input: { bio: $bio }) { user { id } } }',
      { bio },
      as(ana),
    );
    for (let n = 0; n < 3; n += 1) expect(await read()).toBe(bio);
  }
});

test('the spelling in a draft never becomes public; the first published one is the tag’s name', async () => {
  const draft = await writeStory(app, ana, { title: 'Plans', publish: false, tags: ['SecretProject'] });
  const name = async () => (await app.graphql('{ tag(slug: "secretproject") { name } }')).body.data.tag?.name;
  expect(await name()).toBeUndefined();
  await writeStory(app, ben, { title: 'Open', tags: ['Secretproject'] });
  expect(await name()).toBe('Secretproject');
  await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
  expect(await name()).toBe('Secretproject');
  const later = await writeStory(app, ana, { title: 'Later', tags: [] });
  await app.graphql(UPDATE, { input: { id: later.id, version: 1, tags: ['Added After'] } }, as(ana));
  expect((await app.graphql('{ tag(slug: "added-after") { name postCount } }')).body.data.tag).toEqual({
    name: 'Added After',
    postCount: 1,
  });
});

test('what nobody needs any more is swept away', async () => {
  const draft = await writeStory(app, ana, { publish: false, tags: ['half-typ'], idempotencyKey: 'swept' });
  await app.graphql(UPDATE, { input: { id: draft.id, version: 1, tags: ['half-typed'] } }, as(ana));
  await app.database.rows(
    sql`update idempotency_keys set created_at = now() - interval '25 hours' where key = 'swept'`,
  );
  await app.nest.get(Sweeper).sweep();
  const left = await app.database.rows(
    sql`select slug as name from tags where slug like 'half-typ%' union all select key from idempotency_keys where key = 'swept'`,
  );
  expect(left).toEqual([{ name: 'half-typed' }]);
});

test('a title without letters whose id is somebody’s slug gets another', async () => {
  const draft = await writeStory(app, ana, { title: '…', body: 'Text', publish: false });
  await writeStory(app, ben, { title: draft.slug });
  const { body } = await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
  expect(body.data.publishPost.post.slug).toBe(`story-${draft.slug}`);
});

test('a story whose every slug somebody has is published all the same', async () => {
  const draft = await writeStory(app, ana, { title: 'Coveted', body: 'Text', publish: false });
  for (const title of ['Coveted', `Coveted ${draft.slug.slice(-6)}`, draft.slug]) await writeStory(app, ben, { title });
  const { body } = await app.graphql(PUBLISH, { input: { id: draft.id, version: 1 } }, as(ana));
  expect(body.errors).toBeUndefined();
  expect(body.data.publishPost.post.slug).toMatch(/^[a-z0-9]{26}$/);
});

test('two stories that want one slug by different titles at the same moment both get one', async () => {
  const drafts = await Promise.all(
    Array.from({ length: 8 }, () => writeStory(app, ana, { title: 'Contested', body: 'Text', publish: false })),
  );
  await writeStory(app, ana, { title: 'Contested' });
  const replies = await Promise.all([
    ...drafts.map(({ id }) => app.graphql(PUBLISH, { input: { id, version: 1 } }, as(ana))),
    ...drafts.map(({ slug }) =>
      app.graphql(
        CREATE_PUBLISHED,
        { input: { title: `Contested ${slug.slice(-6)}`, body: 'x', publish: true } },
        as(ben),
      ),
    ),
  ]);
  expect(replies.map(errorOf)).toEqual(replies.map(() => undefined));
});

test('publishing again after an edit succeeds and changes nothing', async () => {
  const story = await writeStory(app, ana);
  await app.graphql(UPDATE, { input: { id: story.id, version: 1, title: 'Edited' } }, as(ana));
  const { body } = await app.graphql(PUBLISH, { input: { id: story.id, version: 1 } }, as(ana));
  expect(body.data.publishPost.post.slug).toBe(story.slug);
});

describe('an edit', () => {
  test('from a stale version fails, unless it is what is saved already', async () => {
    const { id } = await writeStory(app, ana);
    const first = await app.graphql(
      UPDATE,
      { input: { id, version: 1, title: 'New', tags: ['A', 'a', 'B'] } },
      as(ana),
    );
    expect(first.body.data.updatePost.post).toMatchObject({
      title: 'New',
      version: 2,
      tags: [{ name: 'A' }, { name: 'B' }],
    });
    const retry = await app.graphql(UPDATE, { input: { id, version: 1, title: 'New', tags: ['A', 'B'] } }, as(ana));
    expect(retry.body.data.updatePost.post.version).toBe(2);
    const stale = await app.graphql(UPDATE, { input: { id, version: 1, title: 'Other' } }, as(ana));
    expect(errorOf(stale)?.extensions).toMatchObject({ code: 'STALE_VERSION', currentVersion: 2 });
  });

  test('of somebody else’s public story is FORBIDDEN', async () => {
    const { id } = await writeStory(app, ana);
    for (const reply of await Promise.all([
      app.graphql(UPDATE, { input: { id, version: 1, title: 'Mine' } }, as(ben)),
      app.graphql(UNPUBLISH, { id }, as(ben)),
      app.graphql(DELETE, { id }, as(ben)),
    ]))
      expect(errorOf(reply)?.extensions.code).toBe('FORBIDDEN');
  });

  test('of a guest is UNAUTHENTICATED', async () => {
    const { id } = await writeStory(app, ana);
    expect(errorOf(await app.graphql(DELETE, { id }))?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

test('counters equal the rows after parallel publishing, taking back, deleting and tagging anew with shared tags', async () => {
  const people = [ana, ben];
  await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const author = people[i % 2]!;
      const tags = i % 3 === 0 ? ['x1', 'x2', 'x3'] : ['x3', 'x2', 'x1'];
      const story = await writeStory(app, author, { title: `Story ${i}`, tags });
      if (i % 4 === 0) await app.graphql(UNPUBLISH, { id: story.id }, as(author));
      if (i % 4 === 1) await app.graphql(DELETE, { id: story.id }, as(author));
      if (i % 4 === 2)
        await app.graphql(UPDATE, { input: { id: story.id, version: 1, tags: ['x4', 'x1'] } }, as(author));
    }),
  );
  const wrong = await app.database.rows(sql`
    select 'user' from users u where post_count <> (select count(*) from posts where author_id = u.id and status = 'PUBLISHED')
    union all
    select t.slug from tags t where post_count <>
      (select count(*) from post_tags x join posts p on p.id = x.post_id where x.tag_id = t.id and p.status = 'PUBLISHED')`);
  expect(wrong).toEqual([]);
  const [x1] = (await app.graphql(`{ tag(slug: "x1") { postCount } }`)).body.data ? [1] : [];
  expect(x1).toBe(1);
});

describe('lists', () => {
  const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $u: String) {
    posts(first: $first, after: $after, last: $last, before: $before, filter: { authorUsername: $u }) {
      nodes { title slug excerpt author { name } tags { name postCount } publishedAt } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  let writer: Person;
  beforeAll(async () => {
    writer = await signUp(app);
    for (let i = 1; i <= 7; i++) await writeStory(app, writer, { title: `T${i}`, tags: ['seven'] });
  });

  const titlesOf = (reply: Awaited<ReturnType<App['graphql']>>) =>
    reply.body.data.posts.nodes.map((post: Story) => post.title);

  test('page forwards and backwards by cursor', async () => {
    const u = writer.username;
    const one = await app.graphql(LIST, { u, first: 3 });
    expect(titlesOf(one)).toEqual(['T7', 'T6', 'T5']);
    expect(one.body.data.posts.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const two = await app.graphql(LIST, { u, first: 3, after: one.body.data.posts.pageInfo.endCursor });
    expect(titlesOf(two)).toEqual(['T4', 'T3', 'T2']);
    const back = await app.graphql(LIST, { u, last: 2, before: two.body.data.posts.pageInfo.startCursor });
    expect(titlesOf(back)).toEqual(['T6', 'T5']);
    expect(back.body.data.posts.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(titlesOf(await app.graphql(LIST, { u, last: 2 }))).toEqual(['T2', 'T1']);
  });

  test('can be asked for a tag of one writer', async () => {
    await writeStory(app, ana, { title: 'Not theirs', tags: ['seven'] });
    await writeStory(app, writer, { title: 'No tag' });
    const { body } = await app.graphql(
      `query ($u: String!) { posts(filter: { tag: "Seven", authorUsername: $u }, orderBy: { direction: ASC }) { nodes { title } } }`,
      { u: writer.username.toUpperCase() },
    );
    expect(body.data.posts.nodes.map((post: Story) => post.title)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7']);
  });

  test.each([
    [{ first: 0 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ first: 1, last: 1 }, 'last'],
    [{ after: 'x', before: 'x' }, 'before'],
    [{ after: 'nonsense' }, 'after'],
    [{ before: Buffer.from('["drafts",1,2]').toString('base64url') }, 'before'],
  ])('refuse %j', async (variables, path) => {
    const reply = await app.graphql(LIST, variables);
    expect(reply.status).toBe(200);
    expect(errorOf(reply)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] });
  });

  test.each([
    ['the newest', '{ posts(first: 50) { nodes { title author { name bio } tags { name postCount } } } }'],
    ['a tag’s', '{ posts(filter: { tag: "seven" }) { nodes { title author { name } tags { name } } } }'],
    ['the tags', '{ tags { nodes { name postCount } } }'],
  ])('%s are one statement', async (_name, document) => {
    expect(await statementsOf(app, () => app.graphql(document))).toHaveLength(1);
  });

  const TEXTS = `fragment Texts on PostConnection { edges { node { ...Text } } } fragment Text on Post { slug body ... on Post { bodyHtml tags { name } } }`;
  test.each([
    ['a list', '{ posts(first: 3) { nodes { title body tags { name } } } }', 1],
    ['a list, by fragments', `{ posts(first: 3) { ...Texts } } ${TEXTS}`, 1],
    ['a writer’s', `query ($u: String!) { user(username: $u) { posts(first: 3) { ...Texts } } } ${TEXTS}`, 2],
    ['a tag’s', `{ tag(slug: "seven") { posts(first: 3) { ...Texts } } } ${TEXTS}`, 2],
    [
      'one writer’s of a tag',
      `query ($u: String!) { posts(filter: { tag: "seven", authorUsername: $u }) { ...Texts } } ${TEXTS}`,
      1,
    ],
    ['drafts', `{ viewer { drafts { ...Texts } } } ${TEXTS}`, 1],
    [
      'neighbours',
      '{ post(slug: "t3") { nextByAuthor { body bodyHtml tags { name } } previousByAuthor { ... on Post { body tags { slug } } } } }',
      2,
    ],
  ])('the texts and tags of %s are read with it', async (_name, document, statements) => {
    await writeStory(app, writer, { title: 'Begun', publish: false });
    // The fourth time and later by code made for it.
    for (let n = 0; n < 5; n += 1) {
      const seen = await statementsOf(app, async () => {
        const { body } = await app.graphql(document, { u: writer.username }, as(writer));
        expect(body.errors).toBeUndefined();
        expect(JSON.stringify(body)).toContain('"body":"We went.\\n\\nIt was good."');
        if (document.includes('bodyHtml')) expect(JSON.stringify(body)).toContain('<p>It was good.</p>');
      });
      expect(seen).toHaveLength(statements);
    }
  });

  test.each([
    ['{ posts(first: 3) { nodes { title viewerCanEdit } } }', /body_html|from users|post_tags|place/],
    ['{ posts(first: 3) { nodes { title author { name } } } }', /body_html|place/],
    ['{ posts(first: 3) { nodes { title tags { name } } } }', /body_html|place/],
    ['{ posts(first: 3) { nodes { title place { name } } } }', /body_html/],
  ])('texts, places, and writers with tags are not read where nobody asks for them: %s', async (document, unread) => {
    const [statement] = await statementsOf(app, () => app.graphql(document));
    expect(statement).toContain('from posts');
    expect(statement).not.toMatch(unread);
  });

  test('a story that is taken back or deleted while a list is read spoils nothing', async () => {
    const author = await signUp(app);
    await writeStory(app, author, { title: 'Stays' });
    const [back, gone] = [await writeStory(app, author), await writeStory(app, author)];
    const rows = app.database.rows.bind(app.database);
    const reading = jest.spyOn(app.database, 'rows').mockImplementationOnce(async (query) => {
      const found = await rows(query);
      await app.graphql(UNPUBLISH, { id: back.id }, as(author));
      await app.graphql(DELETE, { id: gone.id }, as(author));
      return found;
    });
    const list = () =>
      app.graphql('query ($u: String) { posts(filter: { authorUsername: $u }) { nodes { id title body bodyHtml } } }', {
        u: author.username,
      });
    const { body } = await list();
    reading.mockRestore();
    expect(body.errors).toBeUndefined();
    expect(body.data.posts.nodes).toContainEqual(expect.objectContaining({ title: 'Stays', body: expect.any(String) }));
    expect((await list()).body.data.posts.nodes.map((post: Story) => post.title)).toEqual(['Stays']);
  });

  test('lists inside a list are one statement more, whatever its length', async () => {
    const nested =
      '{ posts(first: 30) { nodes { author { posts(first: 2) { nodes { title } } } } } tags { nodes { posts(first: 2) { nodes { title } } } } }';
    const { body } = await app.graphql(nested);
    expect(body.errors).toBeUndefined();
    const seven = body.data.tags.nodes.flatMap((tag: { posts: { nodes: Story[] } }) =>
      tag.posts.nodes.map((post) => post.title),
    );
    expect(seven).toContain('T7');
    expect(await statementsOf(app, () => app.graphql(nested))).toHaveLength(4);
    const { body: ids } = await app.graphql('{ tags { nodes { id } } }');
    const many = () =>
      app.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Tag { name } } }', {
        ids: ids.data.tags.nodes.map((tag: Story) => tag.id),
      });
    expect(await statementsOf(app, many)).toHaveLength(1);
  });

  test('a page of a writer’s stories inside another answer goes on by its cursor', async () => {
    const ask = (after?: string) =>
      app.graphql(
        'query ($u: String!, $after: String) { user(username: $u) { posts(first: 3, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } } } }',
        { u: writer.username, after },
      );
    const one = (await ask()).body.data.user.posts;
    const two = (await ask(one.pageInfo.endCursor)).body.data.user.posts;
    expect([...one.nodes, ...two.nodes].map((post) => post.title)).toEqual(['No tag', 'T7', 'T6', 'T5', 'T4', 'T3']);
    expect(two.pageInfo.hasNextPage).toBe(true);
  });

  test('a story is one statement, two with its neighbours; a user is one; drafts are one', async () => {
    const slug = 't3';
    expect(
      await statementsOf(app, () =>
        app.graphql(`{ post(slug: "${slug}") { title bodyHtml author { name } tags { name } } }`),
      ),
    ).toHaveLength(1);
    const withNeighbours = await statementsOf(app, async () => {
      const { body } = await app.graphql(STORY, { slug });
      expect(body.data.post).toMatchObject({ previousByAuthor: { title: 'T2' }, nextByAuthor: { title: 'T4' } });
    });
    expect(withNeighbours).toHaveLength(2);
    expect(
      await statementsOf(app, () => app.graphql(`{ user(username: "${writer.username}") { name postCount } }`)),
    ).toHaveLength(1);
    expect(
      await statementsOf(app, () => app.graphql('{ viewer { drafts { nodes { title } } } }', {}, as(writer))),
    ).toHaveLength(1);
  });
});
