import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { sql } from '../../server/platform/database/index.js';
import { RateLimiter } from '../../server/platform/rate-limit/index.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, writeStory } from '../support/factories.js';
import { untilWindowHasTime } from '../support/rate-window.js';

let app: App;
let ana: Person;
const PATIENT = {
  TRUST_PROXY: '127.0.0.1',
  RATE_LIMIT_GUEST: '1000',
  RATE_LIMIT_PERSON: '50000',
  RATE_LIMIT_WRITES: '12',
};
beforeAll(async () => {
  app = await startApp(PATIENT);
  ana = await signUp(app);
});
afterAll(() => app?.close());
beforeEach(untilWindowHasTime);

let addresses = 0;
const elsewhere = () => ({ headers: { 'X-Forwarded-For': `10.1.${addresses >> 8}.${addresses++ & 255}` } });

/** The reply, and how many statements reached the database for it. */
async function ask(document: string, variables?: object, more: { token?: string; headers?: object } = elsewhere()) {
  let statements = 0;
  const stop = app.database.watch(() => (statements += 1));
  const reply = await app.graphql(document, variables, more);
  stop();
  return { ...reply, statements };
}

const repeated = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const nested = (depth: number) =>
  `{ posts(first: 1) { nodes { ${'nextByAuthor { '.repeat(depth - 3)} title ${'}'.repeat(depth - 3)} } } }`;

/** `count` tokens, far from any other limit. */
const tokens = (count: number) =>
  `{ posts(first: 1) { nodes { ${repeated(count - 424, () => 'title')} } } tags(first: 1) { nodes { ${repeated(400, () => 'slug')} } } }`;
const introspection = (depth: number) =>
  `{ __type(name: "Post") { ${'ofType { '.repeat(depth - 2)} name ${'}'.repeat(depth - 2)} } }`;

const hostile: Record<string, string> = {
  'fields 16 deep': nested(16),
  'fields 400 deep': nested(400),
  '16 aliases': `{ ${repeated(2, (n) => `a${n}: posts(first: 1) { ${repeated(7, (m) => `b${m}: __typename`)} }`)} }`,
  '16 aliases by a fragment used twice': `{ viewer { user { ...F } } user(username: "ana") { ...F } } fragment F on User { ${repeated(8, (n) => `a${n}: name`)} }`,
  '11 root fields': `{ ${repeated(11, () => '__typename')} }`,
  '11 root fields by fragments': `{ ...A ...B } fragment A on Query { ${repeated(6, () => '__typename')} } fragment B on Query { ${repeated(5, () => '__typename')} }`,
  'fields 16 deep in the first of two operations': `query A ${nested(16)} query B { __typename }`,
  '11 directives on one field': `{ __typename ${repeated(11, () => '@nothing')} }`,
  '240 directives on one field': `{ __typename ${repeated(140, () => '@skip(if:true)')} ${repeated(100, () => '@x')} }`,
  '201 directives by fragments': `{ ${repeated(10, () => '...A')} } fragment A on Query { ${repeated(21, () => '__typename @include(if: true)')} }`,
  '1,001 tokens': tokens(1_001),
  '1,001 root fields': `{ ${repeated(1_001, () => '__typename')} }`,
  'a document of 21 kB': `{ __typename } # ${'x'.repeat(20_000)}`,
  'thirty fragments, each with the next one twice': `{ posts(first: 1) { nodes { ...F0 } } } ${repeated(
    30,
    (n) => `fragment F${n} on Post { previousByAuthor { ...F${n + 1} } nextByAuthor { ...F${n + 1} } }`,
  )} fragment F30 on Post { id }`,
  'ten levels of two to-one fields': `{ posts(first: 1) { nodes { ...F0 } } } ${repeated(
    10,
    (n) => `fragment F${n} on Post { previousByAuthor { ...F${n + 1} } nextByAuthor { ...F${n + 1} } }`,
  )} fragment F10 on Post { id }`,
  'fragments in a circle': `{ posts { nodes { ...A } } } fragment A on Post { author { ...B } } fragment B on User { posts { nodes { ...A } } }`,
  'a fragment within itself': `{ ...A } fragment A on Query { ...A }`,
  'fragments in a circle without a field': `{ ...F0 } ${repeated(40, (n) => `fragment F${n} on Query { ...F${(n + 1) % 40} ...F${(n + 1) % 40} }`)}`,
  'introspection in circles': `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
  'introspection 21 deep': introspection(21),
  'introspection of 301 fields': `{ __schema { types { ${repeated(301, () => 'name')} } } }`,
  'a list too long for a guest': `{ posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } }`,
  'a list too long for a guest, from its end': `{ posts(last: 100) { nodes { author { posts(last: 100) { nodes { id } } } } } }`,
  'a list too long for a guest, by a variable’s default': `query ($n: Int = 100) { posts(first: $n) { nodes { author { posts(first: $n) { nodes { id } } } } } }`,
  'a negative list that would pay for a long one': `{ posts(first: 100) { nodes { author { a: posts(first: -99) { nodes { id } } b: posts(first: 100) { nodes { id } } } } } }`,
  'lists of 20 by default, thrice nested': `{ posts { nodes { author { posts { nodes { author { posts { nodes { id } } } } } } } } }`,
  'a list below each pin of the map': `{ mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 20) { post { comments(first: 3) { nodes { id } } } } }`,
  'a list below each tag of a list': `{ posts(first: 100) { nodes { tags { posts(first: 2) { nodes { id } } } } } }`,
  'a hundred ids with a list each': `{ nodes(ids: [${repeated(100, (n) => `"user_${n}"`)}]) { ... on User { posts(first: 10) { nodes { id } } } } }`,
};

describe('what a document may cost', () => {
  test.each(Object.entries(hostile))('%s: refused with 400, a reason and no SQL', async (_name, document) => {
    const { status, body, statements } = await ask(document);
    expect({ status, statements, data: body.data }).toEqual({ status: 400, statements: 0, data: undefined });
    expect(body.errors!.length).toBeLessThanOrEqual(5);
    expect(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'BAD_USER_INPUT']).toContain(
      body.errors![0]!.extensions.code,
    );
    expect(body.errors![0]!.message).toMatch(/^[A-Z].{10,}/s);
  });

  test.each([
    ['fields 15 deep', nested(15)],
    [
      '15 aliases',
      `{ ${repeated(3, (n) => `a${n}: posts(first: 1) { ${repeated(4, (m) => `b${m}: __typename`)} }`)} }`,
    ],
    ['10 root fields', `{ ${repeated(10, () => '__typename')} }`],
    [
      '121 directives',
      `{ posts(first: 1) { nodes { title @skip(if: false) ${repeated(120, () => 'title @include(if: true)')} } } }`,
    ],
    [
      '200 directives by fragments',
      `{ posts(first: 1) { nodes { ${repeated(10, () => '...A')} } } } fragment A on Post { ${repeated(20, () => 'title @include(if: true)')} }`,
    ],
    ['1,000 tokens', tokens(1_000)],
    ['introspection 20 deep', introspection(20)],
    ['a document of 20 kB', `{ __typename } #${'x'.repeat(20_000 - 16)}`],
    ['1,000 objects for a guest', `{ posts(first: 30) { nodes { author { posts(first: 32) { nodes { id } } } } } }`],
    [
      'the standard introspection query',
      getIntrospectionQuery({ descriptions: true, specifiedByUrl: true, inputValueDeprecation: true }),
    ],
  ])('%s: answered', async (_name, document) => {
    const { status, body } = await ask(document);
    expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  });

  test.each([
    ['an operation', `query ${repeated(11, () => '@x')} { __typename }`],
    ['a variable', `query ($n: Int ${repeated(11, () => '@x')}) { posts(first: $n) { nodes { id } } }`],
    ['a field', `{ __typename ${repeated(11, () => '@x')} @skip(if: true) }`],
    ['an inline fragment', `{ ... ${repeated(11, () => '@x')} { __typename } }`],
    ['the use of a fragment', `{ ...F ${repeated(11, () => '@x')} } fragment F on Query { __typename }`],
    ['a fragment', `{ ...F } fragment F on Query ${repeated(11, () => '@x')} { __typename }`],
  ])('directives of %s are counted, before any other rule looks at them', async (_name, document) => {
    const { status, body } = await ask(document);
    expect(status).toBe(400);
    expect(body.errors!.map(({ message }) => message)).toEqual([
      'There are 11 directives at one place; at most 10 are answered.',
    ]);
  });

  test('a thousand errors are told by five', async () => {
    const { status, body } = await ask(`{ ${repeated(9, (n) => `nothing${n}`)} }`);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(5);
  });

  test('signed in, a list of 5,000 objects is answered and one of 5,001 is not', async () => {
    const document = `query ($n: Int!) { posts(first: 50) { nodes { author { posts(first: $n) { nodes { id } } } } } }`;
    expect((await ask(document, { n: 99 }, { token: ana.token })).status).toBe(200);
    const refused = await ask(document, { n: 100 }, { token: ana.token });
    expect(refused).toMatchObject({ status: 400, statements: 0 });
    expect(refused.body.errors![0]!.message).toContain('5,050 points; 5,000 are allowed');
  });

  test('a known document pays for each use, whichever way it is answered', async () => {
    const document = `query Known { posts(first: 10) { nodes { id } } rateLimit { limit cost remaining resetAt } }`;
    const { headers } = elsewhere();
    const balances = [];
    for (const accept of ['*/*', '*/*', 'application/json;q=1', 'application/json', '*/*', '*/*', '*/*'])
      balances.push((await ask(document, {}, { headers: { ...headers, Accept: accept } })).body.data.rateLimit);
    expect(balances.map(({ remaining }) => remaining)).toEqual([990, 980, 970, 960, 950, 940, 930]);
    expect(balances[0]).toMatchObject({ limit: 1_000, cost: 10 });
    expect(Date.parse(balances[0].resetAt)).toBeGreaterThan(Date.now());
  });

  test.each([
    ['mapPins(bounds: { south: -90, west: -180, north: 90, east: 180 }, zoom: 2) { count post { title } }', 40],
    [
      'mapPins(bounds: { south: 0, west: 0, north: 9, east: 9 }, zoom: 9) { post { comments(first: 2) { nodes { id } } } }',
      840,
    ],
    ['search(query: "walk", first: 1) { nodes { __typename } }', 1],
    ['placeSuggestions(query: "a", first: 1) { id }', 1],
    ['placeSuggestions(query: "a") { id }', 8],
  ])('a long read is not free: %s', async (field, cost) => {
    const { body } = await ask(`{ ${field} rateLimit { cost } }`);
    expect(body.errors).toBeUndefined();
    expect(body.data.rateLimit.cost).toBe(cost);
  });

  test('what a request cost is told in the extensions when it is asked for', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...elsewhere().headers },
      body: JSON.stringify({ query: '{ posts(first: 7) { nodes { id } } }', extensions: { cost: true } }),
    });
    expect((await response.json()).extensions.cost).toEqual({
      ...{ cost: 7, limit: 1_000, remaining: 993 },
      resetAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d[05]:00\.000Z$/),
    });
  });

  test('of answers three are paid for, as many as are given', async () => {
    const [{ token }, story] = [ana, await writeStory(app, ana)];
    const costOf = async (replies: string) => {
      const document = `query ($id: ID!) { rateLimit { cost } node(id: $id) { ... on Post { comments(first: 10) { nodes { ${replies} { nodes { id } } } } } } }`;
      return (await ask(document, { id: story.id }, { token })).body.data.rateLimit.cost as number;
    };
    expect(await costOf('replies')).toBe(10 + 10 * 3);
    expect(await costOf('replies(first: null)')).toBe(10 + 10 * 3);
    expect(await costOf('replies(first: 7)')).toBe(10 + 10 * 7);
    expect(await costOf('replies(last: 2)')).toBe(10 + 10 * 2);
  });

  test('what is asked for twice under one name is paid once', async () => {
    const { body } = await ask(
      `{ posts(first: 10) { nodes { id } } ...F rateLimit { cost } } fragment F on Query { posts(first: 10) { nodes { title } } }`,
    );
    expect(body.data.rateLimit.cost).toBe(10);
  });

  test('a person’s points are theirs at every address', async () => {
    const [one, other] = [await signUp(app), await signUp(app)];
    const { headers } = elsewhere();
    const remaining = async ({ token }: Person, more: { headers: object }) =>
      (await ask('{ posts(first: 10) { nodes { id } } rateLimit { remaining } }', {}, { ...more, token })).body.data
        .rateLimit.remaining;
    expect(await remaining(one, { headers })).toBe(49_990);
    expect(await remaining(one, elsewhere())).toBe(49_980);
    expect(await remaining(other, { headers })).toBe(49_990);
  });

  test('an address whose points are spent waits, another does not, and a person has points of their own', async () => {
    const { headers } = elsewhere();
    const document = `{ posts(first: 100) { nodes { id } } }`;
    for (let n = 0; n < 10; n += 1) expect((await ask(document, {}, { headers })).status).toBe(200);
    const refused = await ask(document, {}, { headers });
    expect(refused).toMatchObject({ status: 429, statements: 0 });
    expect(refused.body.errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.errors![0]!.extensions.retryAfterSeconds);
    expect((await ask(document)).status).toBe(200);
    expect((await ask(document, {}, { headers, token: ana.token })).status).toBe(200);
  });
});

describe('how often a person may write', () => {
  test('twelve writes a minute here, aliases counted one by one, and the others notice nothing', async () => {
    const [writer, other] = await Promise.all([signUp(app), signUp(app)]);
    const document = `mutation { ${repeated(10, (n) => `a${n}: updateProfile(input: { bio: "${n}" }) { user { bio } }`)} }`;
    const first = await ask(document, {}, { token: writer.token });
    expect(first.body.errors).toBeUndefined();
    const second = await ask(document, {}, { token: writer.token });
    expect(Object.values(second.body.data).filter((value) => value !== null)).toHaveLength(2);
    expect(second.body.errors![0]!.extensions.code).toBe('RATE_LIMITED');
    expect((await ask(document, {}, { token: other.token })).body.errors).toBeUndefined();
    expect((await ask('{ viewer { user { bio } } }', {}, { token: writer.token })).body.data.viewer.user.bio).toBe('1');
  });

  test('of these a sixth are publications; publishing what is public already is none', async () => {
    const writer = await signUp(app);
    const story = await writeStory(app, writer);
    await writeStory(app, writer);
    const publish = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { status } } }`;
    const again = await ask(publish, { input: { id: story.id, version: story.version } }, { token: writer.token });
    expect(again.body.data.publishPost.post.status).toBe('PUBLISHED');
    await expect(writeStory(app, writer)).rejects.toThrow('RATE_LIMITED');
    const draft = await writeStory(app, writer, { publish: false });
    const refused = await ask(publish, { input: { id: draft.id, version: draft.version } }, { token: writer.token });
    expect(refused.body.errors![0]!.extensions.code).toBe('RATE_LIMITED');
  });

  test('of ten publications at the same moment two succeed, and what is not published is not counted', async () => {
    const writer = await signUp(app);
    const made = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => writeStory(app, writer, { title: n < 3 ? '' : 'At once' })),
    );
    expect(made.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(2);
  });

  test('a publication with a key is one, however often it is sent', async () => {
    const [writer, hasty] = [await signUp(app), await signUp(app)];
    const create = (person: Person) => writeStory(app, person, { idempotencyKey: 'the key' });
    const story = await create(writer);
    for (let n = 0; n < 3; n += 1) expect(await create(writer)).toEqual(story);
    await writeStory(app, writer);
    await expect(writeStory(app, writer)).rejects.toThrow('RATE_LIMITED');
    const atOnce = await Promise.all(Array.from({ length: 12 }, () => create(hasty)));
    expect(new Set(atOnce.map(({ id }) => id)).size).toBe(1);
  });

  test('a story that is published many times at the same moment is one publication', async () => {
    const writer = await signUp(app);
    const { id, version } = await writeStory(app, writer, { publish: false });
    const publish = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { status } } }`;
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => ask(publish, { input: { id, version } }, { token: writer.token })),
    );
    expect(replies.map(({ body }) => body.data.publishPost?.post.status)).toEqual(replies.map(() => 'PUBLISHED'));
    await writeStory(app, writer);
    await expect(writeStory(app, writer)).rejects.toThrow('RATE_LIMITED');
  });

  test('no row is locked while a publication is counted', async () => {
    const [writer, limiter] = [await signUp(app), app.nest.get(RateLimiter)];
    const draft = await writeStory(app, writer, { publish: false });
    const locks: unknown[] = [];
    let counted = 0;
    const consume = limiter.consume.bind(limiter);
    const counting = jest.spyOn(limiter, 'consume').mockImplementation(async (limit, key, points) => {
      if (limit.name === 'publications') {
        counted += 1;
        // Whoever locks or changes rows holds such a lock on their table.
        locks.push(
          ...(await app.database.rows(sql`
            select relation::regclass::text as table, mode from pg_locks
            where locktype = 'relation' and mode in ('RowShareLock', 'RowExclusiveLock')
              and database = (select oid from pg_database where datname = current_database())`)),
        );
      }
      return consume(limit, key, points);
    });
    await writeStory(app, writer, { idempotencyKey: 'counted' });
    const publish = `mutation ($input: PublishPostInput!) { publishPost(input: $input) { post { status } } }`;
    const reply = await ask(publish, { input: { id: draft.id, version: draft.version } }, { token: writer.token });
    counting.mockRestore();
    expect(reply.body.data.publishPost.post.status).toBe('PUBLISHED');
    expect({ counted, locks }).toEqual({ counted: 2, locks: [] });
  });

  test('of these a third are comments, new ones and changed ones', async () => {
    const [writer, other] = await Promise.all([signUp(app), signUp(app)]);
    const story = await writeStory(app, other);
    const say = async ({ token }: Person, body: string) =>
      (
        await ask(
          `mutation ($input: AddCommentInput!) { addComment(input: $input) { commentEdge { node { id } } } }`,
          { input: { postId: story.id, body } },
          { token },
        )
      ).body;
    const change = async (id: string, body: string) =>
      (
        await ask(
          `mutation ($input: EditCommentInput!) { editComment(input: $input) { comment { id } } }`,
          { input: { id, body } },
          { token: writer.token },
        )
      ).body;
    const { id } = (await say(writer, 'one')).data.addComment.commentEdge.node;
    for (const body of ['two', 'three']) expect((await change(id, body)).errors).toBeUndefined();
    expect((await say(writer, 'four')).errors).toBeUndefined();
    for (const refused of [await say(writer, 'five'), await change(id, 'five')])
      expect(refused.errors![0]!.extensions.code).toBe('RATE_LIMITED');
    expect((await say(other, 'one')).errors).toBeUndefined();
  });

  test('saving a story counts for that story alone', async () => {
    const writer = await signUp(app);
    const [one, two] = [
      await writeStory(app, writer, { publish: false }),
      await writeStory(app, writer, { publish: false }),
    ];
    const save = (id: string, n: number) =>
      ask(
        `mutation ($input: UpdatePostInput!) { updatePost(input: $input) { post { version } } }`,
        { input: { id, version: n + 1, body: `text ${n}` } },
        { token: writer.token },
      );
    for (let n = 0; n < 12; n += 1) expect((await save(one.id, n)).body.errors).toBeUndefined();
    expect((await save(one.id, 12)).body.errors![0]!.extensions.code).toBe('RATE_LIMITED');
    expect((await save(two.id, 0)).body.errors).toBeUndefined();
  });

  test('and ten times as often for all stories, whatever ids are given', async () => {
    const [writer, other] = await Promise.all([signUp(app), signUp(app)]);
    const story = await writeStory(app, writer, { publish: false });
    const save = async (ids: string[], { token }: Person) => {
      const fields = ids.map(
        (id, n) => `a${n}: updatePost(input: { id: "${id}", version: 1, title: "A walk" }) { post { id } }`,
      );
      const { body } = await ask(`mutation { ${fields.join(' ')} }`, {}, { token });
      return body.errors?.map((error) => error.extensions.code as unknown) ?? [];
    };
    for (let n = 0; n < 12; n += 1) {
      const guessed = Array.from(
        { length: 10 },
        (_, m) => `post_01h455vb4pex5vsknk08${String(n * 10 + m).padStart(4, '0')}2q`,
      );
      expect(new Set(await save(guessed, writer))).toEqual(new Set(['NOT_FOUND']));
    }
    expect(await save([story.id], writer)).toEqual(['RATE_LIMITED']);
    expect(await save([story.id], other)).toEqual(['NOT_FOUND']);
  });
});
