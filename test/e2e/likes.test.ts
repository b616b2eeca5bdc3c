import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
const unpublish = (person: Person, { id }: Story) =>
  app.graphql(`mutation ($id: ID!) { unpublishPost(input: { id: $id }) { post { id } } }`, { id }, as(person));

/** Likes and bookmarks are the same but for the counter. */
const pairs = {
  like: (person: Person | undefined, postId: string, on = true) =>
    app.graphql(
      `mutation ($input: SetLikeInput!) { set: setLike(input: $input) { post { id likeCount on: viewerHasLiked } } }`,
      { input: { postId, liked: on } },
      person && as(person),
    ),
  bookmark: (person: Person | undefined, postId: string, on = true) =>
    app.graphql(
      `mutation ($input: SetBookmarkInput!) { set: setBookmark(input: $input) { post { id on: viewerHasBookmarked } } }`,
      { input: { postId, bookmarked: on } },
      person && as(person),
    ),
};

describe.each(['like', 'bookmark'] as const)('a %s', (name) => {
  const set = pairs[name];

  test('of a story that is hidden in the same moment says that it is not there', async () => {
    const story = await writeStory(app, ana);
    // It is hidden at the end of the very transaction.
    await app.database.write(sql`
      create function hide_story() returns trigger language plpgsql as $$
      begin update posts set status = 'DRAFT' where id = new.post_id; return null; end $$`);
    for (const table of [sql`likes`, sql`bookmarks`])
      await app.database.write(sql`
        create constraint trigger hides after insert on ${table} deferrable initially deferred
        for each row execute function hide_story()`);
    const reply = await set(ben, story.id);
    await app.database.write(sql`drop function hide_story cascade`);
    expect(errorOf(reply)?.extensions.code).toBe('NOT_FOUND');
  });

  test('is set and taken back, and twice is once', async () => {
    const story = await writeStory(app, ana);
    for (const on of [true, true, false, false]) {
      const { body } = await set(ben, story.id, on);
      expect(body.errors).toBeUndefined();
      expect(body.data.set.post).toMatchObject({ id: story.id, on });
    }
  });

  test('says what is so after each of two in one document', async () => {
    const story = await writeStory(app, ana);
    const [mutation, input, field, value] =
      name === 'like'
        ? ['setLike', 'SetLikeInput', 'viewerHasLiked', 'liked']
        : ['setBookmark', 'SetBookmarkInput', 'viewerHasBookmarked', 'bookmarked'];
    const { body } = await app.graphql(
      `mutation ($on: ${input}!, $off: ${input}!) { on: ${mutation}(input: $on) { post { ${field} likeCount } } off: ${mutation}(input: $off) { post { ${field} likeCount } } }`,
      { on: { postId: story.id, [value]: true }, off: { postId: story.id, [value]: false } },
      as(ben),
    );
    expect(body.data).toEqual({
      on: { post: { [field]: true, likeCount: name === 'like' ? 1 : 0 } },
      off: { post: { [field]: false, likeCount: 0 } },
    });
  });

  test('needs somebody who is signed in', async () => {
    const story = await writeStory(app, ana);
    const reply = await set(undefined, story.id);
    expect(errorOf(reply)?.extensions.code).toBe('UNAUTHENTICATED');
    expect(reply.body.data).toEqual({ set: null });
  });

  test('of a draft is refused word for word as of what does not exist', async () => {
    const draft = await writeStory(app, ana, { publish: false });
    const taken = await writeStory(app, ana);
    await unpublish(ana, taken);
    const missing = ['post_01h455vb4pex5vsknk084sn02q', ana.id, 'x', ''];
    for (const on of [true, false]) {
      const replies = await Promise.all([draft.id, taken.id, ...missing].map((id) => set(ben, id, on)));
      expect(replies.map((reply) => errorOf(reply)?.extensions.code)).toEqual(replies.map(() => 'NOT_FOUND'));
      expect(new Set(replies.map((reply) => errorOf(reply)?.message)).size).toBe(1);
    }
  });

  test('is asked for a whole list by one statement, and for a guest by none', async () => {
    await Promise.all([writeStory(app, ana), writeStory(app, ana)]);
    const document = `{ posts { nodes { title ${name === 'like' ? 'viewerHasLiked likeCount' : 'viewerHasBookmarked'} } } }`;
    expect(await statementsOf(app, () => app.graphql(document))).toHaveLength(1);
    expect(await statementsOf(app, () => app.graphql(document, {}, as(ben)))).toHaveLength(2);
    expect(await statementsOf(app, () => app.graphql('{ posts { nodes { title } } }', {}, as(ben)))).toHaveLength(1);
  });

  test('goes with its story', async () => {
    const story = await writeStory(app, ana);
    await set(ben, story.id);
    const { body } = await app.graphql(
      `mutation ($id: ID!) { deletePost(input: { id: $id }) { deletedId } }`,
      { id: story.id },
      as(ana),
    );
    expect(body.errors).toBeUndefined();
    expect(errorOf(await set(ben, story.id, false))?.extensions.code).toBe('NOT_FOUND');
  });
});

test('likes are counted for everybody, and whose they are is seen by each', async () => {
  const story = await writeStory(app, ana);
  const read = async (person?: Person) =>
    (
      await app.graphql(
        `query ($slug: String!) { post(slug: $slug) { likeCount viewerHasLiked } }`,
        { slug: story.slug },
        person && as(person),
      )
    ).body.data.post;
  // Often enough that the answer to guests is a kept one.
  for (let n = 0; n < 5; n += 1) expect(await read()).toEqual({ likeCount: 0, viewerHasLiked: false });
  await pairs.like(ben, story.id);
  expect(await read()).toEqual({ likeCount: 1, viewerHasLiked: false });
  expect(await read(ben)).toEqual({ likeCount: 1, viewerHasLiked: true });
  expect(await read(ana)).toEqual({ likeCount: 1, viewerHasLiked: false });
});

test('a thousand likes and unlikes at once end with the counter equal to the rows', async () => {
  const stories = await Promise.all(Array.from({ length: 4 }, () => writeStory(app, ana)));
  const people = await Promise.all(Array.from({ length: 10 }, () => signUp(app)));
  const replies = await Promise.all(
    Array.from({ length: 1_000 }, (_, n) =>
      pairs.like(people[n % 10], stories[Math.floor(n / 10) % 4]!.id, (n * 7) % 3 !== 0),
    ),
  );
  expect(replies.filter((reply) => reply.body.errors)).toEqual([]);
  const { body } = await app.graphql(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { likeCount viewerHasLiked } } }`,
    { ids: stories.map(({ id }) => id) },
  );
  const seen = await Promise.all(
    people.map((person) =>
      app.graphql(
        `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post { viewerHasLiked } } }`,
        { ids: stories.map(({ id }) => id) },
        as(person),
      ),
    ),
  );
  const rows = stories.map((_, i) => seen.filter((reply) => reply.body.data.nodes[i].viewerHasLiked).length);
  expect(body.data.nodes.map((post: { likeCount: number }) => post.likeCount)).toEqual(rows);
}, 60_000);

test('stories by likes: most first or fewest first, page by page, with the other filters', async () => {
  const writer = await signUp(app);
  const stories: Story[] = [];
  for (let n = 0; n < 5; n += 1) stories.push(await writeStory(app, writer, { title: `L${n}`, tags: ['liked-list'] }));
  const fans = await Promise.all(Array.from({ length: 3 }, () => signUp(app)));
  for (const [n, story] of stories.entries()) for (const fan of fans.slice(0, n % 4)) await pairs.like(fan, story.id);
  const read = async (direction: string, filter: object) => {
    const titles: string[] = [];
    for (let after: string | null = null, n = 0; n < 4; n += 1) {
      const { body }: Awaited<ReturnType<App['graphql']>> = await app.graphql(
        `query ($filter: PostFilter, $after: String, $direction: OrderDirection!) { posts(first: 2, after: $after, filter: $filter, orderBy: { field: LIKES, direction: $direction }) { nodes { title } pageInfo { endCursor hasNextPage } } }`,
        { filter, after, direction },
      );
      titles.push(...body.data.posts.nodes.map((post: Story) => post.title));
      after = body.data.posts.pageInfo.endCursor;
      if (!body.data.posts.pageInfo.hasNextPage) break;
    }
    return titles;
  };
  for (const filter of [{ authorUsername: writer.username }, { tag: 'liked-list' }]) {
    expect(await read('DESC', filter)).toEqual(['L3', 'L2', 'L1', 'L4', 'L0'].sort(byLikes(stories, -1)));
    expect(await read('ASC', filter)).toEqual(['L3', 'L2', 'L1', 'L4', 'L0'].sort(byLikes(stories, 1)));
  }
});

const byLikes = (stories: Story[], sign: number) => (a: string, b: string) => {
  const key = (title: string) => {
    const n = Number(title[1]);
    return `${n % 4} ${stories[n]!.id}`;
  };
  return sign * (key(a) < key(b) ? -1 : 1);
};

test('bookmarks are listed for their owner alone, the last kept first, page by page', async () => {
  const reader = await signUp(app);
  const stories: Story[] = [];
  for (let n = 0; n < 3; n += 1) stories.push(await writeStory(app, ana, { title: `B${n}` }));
  for (const story of [stories[1]!, stories[0]!, stories[2]!]) await pairs.bookmark(reader, story.id);
  const list = async (person: Person, page = 'first: 20') =>
    (
      await app.graphql(
        `{ viewer { bookmarks(${page}) { nodes { title } edges { cursor } pageInfo { hasNextPage } } } }`,
        {},
        as(person),
      )
    ).body.data.viewer.bookmarks;
  const titles = (found: { nodes: Story[] }) => found.nodes.map(({ title }) => title);
  const whole = await list(reader);
  expect(titles(whole)).toEqual(['B2', 'B0', 'B1']);
  expect(titles(await list(reader, `first: 1, after: "${whole.edges[0].cursor}"`))).toEqual(['B0']);
  expect(titles(await list(ben))).not.toContain('B0');
  await unpublish(ana, stories[0]!);
  expect(titles(await list(reader))).toEqual(['B2', 'B1']);
  const statements = await statementsOf(app, () => list(reader));
  expect(statements).toHaveLength(1);
});
