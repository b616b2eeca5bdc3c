import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { bytesHeld } from '../../server/platform/bounded-cache.js';
import { sql } from '../../server/platform/database/index.js';
import type { FrontAdapter } from '../../server/platform/http/index.js';
import { LIMITS } from '../../server/platform/limits.js';
import { RENDERING } from '../../server/platform/markdown/index.js';
import { type App, startApp } from '../support/app.js';
import { clientOperations } from '../support/client-documents.js';
import { PASSWORD, type Person, signUp, writeStory } from '../support/factories.js';
import { until } from '../support/live.js';
import { untilWindowHasTime } from '../support/rate-window.js';
import { print } from 'graphql';

/** What one client holds or costs has an end, and the others notice nothing of it. */
let app: App;
let ana: Person;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1', RATE_LIMIT_GUEST: '10000', RATE_LIMIT_PERSON: '50000' });
  ana = await signUp(app);
});
afterAll(() => app?.close());
beforeEach(untilWindowHasTime);

let addresses = 0;
const elsewhere = () => ({ 'X-Forwarded-For': `10.2.${addresses >> 8}.${addresses++ & 255}` });

const repeated = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** Sends it twice from one address: the second time the document is known, and answered another way. */
async function twice(document: string, variables: object, more: { token?: string; headers?: object }) {
  const first = await app.graphql(document, variables, more);
  const second = await app.graphql(document, variables, more);
  return [first, second];
}

const remaining = async (headers: object, token?: string): Promise<number> =>
  (await app.graphql('{ rateLimit { remaining } }', {}, { headers, ...(token !== undefined && { token }) })).body.data
    .rateLimit.remaining;

/** Stories of a writer as they are in the database, with HTML of this size and titles as long as they may be. */
async function fill(writer: Person, count: number, htmlBytes: number): Promise<void> {
  await app.rows(sql`
    insert into posts (id, author_id, title, body, body_html, rendering, excerpt, reading_minutes, status, slug, published_at)
    select gen_random_uuid(), u.id, repeat('t', 200), 'x', repeat('h', ${htmlBytes}::int), ${RENDERING}, 'x', 1, 'PUBLISHED',
      'filled-' || ${writer.username} || '-' || n, now() - n * interval '1 second'
    from users u, generate_series(1, ${count}::int) n where u.username = ${writer.username}`);
}

describe('how large an answer may be', () => {
  test('chains of stories with their texts cost what they may weigh', async () => {
    const chain = (depth: number): string =>
      depth === 0 ? 'body bodyHtml' : `body bodyHtml previousByAuthor { ${chain(depth - 1)} }`;
    const document = `{ ${repeated(10, (n) => `a${n}: post(slug: "none") { ${chain(11)} }`)} }`;
    for (const reply of [
      ...(await twice(document, {}, { headers: elsewhere() })),
      ...(await twice(document, {}, { token: ana.token })),
    ]) {
      expect(reply.status).toBe(400);
      expect(reply.body.errors![0]!.message).toMatch(/^This operation may cost [\d,]+ points/);
    }
  });

  test('drafts with both texts cost by the 10 kB, so two hundred are too many at once', async () => {
    const drafts = (count: number) => repeated(count, (n) => `a${n}: drafts(first: 100) { nodes { body bodyHtml } }`);
    const ask = (count: number) => app.graphql(`{ viewer { ${drafts(count)} } }`, {}, { token: ana.token });
    expect((await ask(2)).body.errors![0]!.message).toContain('9,400 points');
    expect((await ask(1)).status).toBe(200);
  });

  test('an answer of more than 5 MB is refused, whichever way it would be made', async () => {
    const writer = await signUp(app);
    await fill(writer, 20, 299_000);
    const document = `query ($name: String!) { user(username: $name) { posts(first: 20) { nodes { bodyHtml } } } }`;
    for (const reply of await twice(document, { name: writer.username }, { headers: elsewhere() })) {
      expect(reply.status).toBe(400);
      expect(reply.body).toEqual({
        errors: [
          {
            message: 'The answer is larger than 5 MB. Ask for smaller pages or fewer fields.',
            extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
          },
        ],
      });
    }
    const smaller = document.replace('first: 20', 'first: 15');
    for (const reply of await twice(smaller, { name: writer.username }, { headers: elsewhere() }))
      expect(reply.body.data.user.posts.nodes).toHaveLength(15);
  });

  test('many short texts are an answer too large as well', async () => {
    const writer = await signUp(app);
    await fill(writer, 100, 10);
    const titles = repeated(12, (n) => `t${n}: title`);
    const document = `query ($name: String!, $n: Int!) { user(username: $name) { posts(first: $n) { nodes { author { posts(first: 45) { nodes { ${titles} } } } } } } }`;
    for (const reply of await twice(document, { name: writer.username, n: 100 }, { token: ana.token })) {
      expect(reply.status).toBe(400);
      expect(reply.body.errors![0]!.message).toMatch(/larger than 5 MB/);
    }
    for (const reply of await twice(document, { name: writer.username, n: 20 }, { token: ana.token }))
      expect(reply.body.errors).toBeUndefined();
  });

  test('a mutation that may answer more is not run', async () => {
    const before = await app.database.rows(sql`select 1 from posts`);
    const document = `mutation { ${repeated(7, (n) => `a${n}: createPost(input: {}) { post { body bodyHtml again: bodyHtml } }`)} }`;
    const reply = await app.graphql(document, {}, { token: ana.token });
    expect(reply.body.errors![0]!.message).toMatch(/larger than 5 MB/);
    expect(await app.database.rows(sql`select 1 from posts`)).toHaveLength(before.length);
  });

  test('texts are paid for as they are: what was not brought is given back', async () => {
    const headers = elsewhere();
    const story = await writeStory(app, ana);
    const document = 'query ($id: ID!) { node(id: $id) { ... on Post { body bodyHtml } } rateLimit { cost } }';
    for (const reply of await twice(document, { id: story.id }, { headers, token: ana.token }))
      expect(reply.body.data.rateLimit.cost).toBe(46);
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables: { id: story.id }, extensions: { cost: true } }),
    });
    expect((await response.json()).extensions.cost).toMatchObject({ cost: 0, remaining: 10_000 });
  });

  test('the first step from one object to another is free, each further one costs a point', async () => {
    const cost = async (fields: string) =>
      (await app.graphql(`{ posts(first: 10) { nodes { ${fields} } } rateLimit { cost } }`)).body.data.rateLimit.cost;
    expect(await cost('author { name }')).toBe(10);
    expect(await cost('previousByAuthor { title }')).toBe(10);
    expect(await cost('previousByAuthor { author { name } }')).toBe(20);
    expect(await cost('previousByAuthor { previousByAuthor { author { name } } }')).toBe(30);
    expect(await cost('author { bio }')).toBe(20);
  });

  test('what the schema says of itself costs by its fields, also when it is known', async () => {
    const type = `name fields { name args { name type { name ofType { name } } } type { name ofType { name fields { name } } } }`;
    const document = `{ ${repeated(2, (n) => `a${n}: __schema { types { ${type} } }`)} rateLimit { cost } }`;
    for (const reply of await twice(document, {}, { headers: elsewhere() }))
      expect(reply.body.data.rateLimit.cost).toBe(2 * LIMITS.document.introspectionPoints);
    const headers = elsewhere();
    const statuses = [];
    for (let n = 0; n < 260; n += 1) statuses.push((await app.graphql(document, {}, { headers })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(250);
    expect(statuses.at(-1)).toBe(429);
  });

  test('whoever signs in gives back to the address that was charged', async () => {
    const headers = elsewhere();
    const login = `mutation ($input: LoginInput!) { login(input: $input) { accessToken viewer { user { posts(first: 5) { nodes { bodyHtml } } } } } }`;
    const before = await remaining({}, ana.token);
    const reply = await app.graphql(login, { input: { email: ana.email, password: PASSWORD } }, { headers });
    expect(reply.body.errors).toBeUndefined();
    expect(await remaining({}, ana.token)).toBe(before);
    expect(await remaining(headers)).toBeGreaterThan(10_000 - 20);
  });

  test('one address of guests reads 150 story pages with their comments in five minutes', async () => {
    const story = await writeStory(app, ana);
    for (let n = 0; n < 20; n += 1)
      await app.graphql(
        'mutation ($id: ID!) { addComment(input: { postId: $id, body: "It goes at six, or when it is full." }) { commentEdge { node { id } } } }',
        { id: story.id },
        { token: ana.token },
      );
    const headers = elsewhere();
    const [page, comments] = ['StoryPage', 'StoryComments'].map((name) =>
      print(clientOperations.find((operation) => operation.name === name)!.document),
    );
    for (let n = 0; n < 150; n += 1) {
      const read = await app.graphql(page!, { slug: story.slug }, { headers });
      const talk = await app.graphql(comments!, { slug: story.slug, first: 20 }, { headers });
      expect([read.status, talk.status]).toEqual([200, 200]);
      if (n === 0) expect(talk.body.data.post.comments.edges).toHaveLength(20);
    }
  });
});

describe('what variables may be', () => {
  const document = 'query ($filter: PostFilter) { posts(first: 1, filter: $filter) { nodes { id } } }';

  test.each([
    ['5,000 lists deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, /nested deeper than 20 levels/],
    ['11,000 lists deep', `${'['.repeat(11_000)}${']'.repeat(11_000)}`, /nested deeper than 20 levels/],
    ['21 objects deep', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`, /nested deeper than 20 levels/],
    ['11,000 values', JSON.stringify(Array(11_000).fill(0)), /more than 10,000 values/],
  ])('%s: refused before anything looks at them', async (_name, filter, message) => {
    const query = JSON.stringify(document);
    await app.graphql(document, {});
    for (const text of [`"variables":{"filter":${filter}}`, `"extensions":{"filter":${filter}}`]) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...elsewhere() },
        body: `{"query":${query},${text}}`,
      });
      expect(response.status).toBe(400);
      expect((await response.json()).errors[0].message).toMatch(message);
    }
  });

  test.each([1.5, 1e300, -0.5, '3', null, [3], {}, true])('a page of %j costs whole points, or nothing', async (n) => {
    const headers = elsewhere();
    for (const list of ['posts(first: $n) { nodes { id } }', 'tags(last: $n) { nodes { id } }'])
      await twice(`query ($n: Int!) { ${list} }`, { n }, { headers });
    const { status, body } = await app.graphql('{ rateLimit { cost remaining limit resetAt } }', {}, { headers });
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(Number.isInteger(body.data.rateLimit.remaining)).toBe(true);
    expect(body.data.rateLimit.remaining).toBeGreaterThanOrEqual(10_000 - 4 * 5);
  });
});

describe('what is refused costs as well', () => {
  test.each([
    ['a document that is none', '{'],
    ['a field that is not there', '{ nothing }'],
    ['too many aliases', `{ ${repeated(16, (n) => `a${n}: __typename`)} }`],
    ['variables that do not fit', 'query ($n: Int!) { posts(first: $n) { nodes { id } } }'],
    ['more than fits', '{ posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } }'],
  ])('%s', async (_name, document) => {
    const headers = elsewhere();
    await twice(document, {}, { headers });
    expect(await remaining(headers)).toBe(10_000 - 2 * LIMITS.document.costOfRefusal);
  });

  test('errors of an answer, one point each; without points nobody registers', async () => {
    const headers = elsewhere();
    const register = (n: number) =>
      `a${n}: register(input: { username: "!", email: "x", password: "x" }) { accessToken }`;
    const document = `mutation { ${repeated(10, register)} }`;
    for (const reply of await twice(document, {}, { headers }))
      expect(reply.body.data).toMatchObject({ a0: null, a9: null });
    expect(await remaining(headers)).toBe(10_000 - 20);
    for (let n = 0; n < 10; n += 1)
      await app.graphql(
        '{ posts(first: 100) { nodes { author { posts(first: 9) { nodes { id } } } } } }',
        {},
        { headers },
      );
    for (let n = 0; n < 49; n += 1) await app.graphql('{ posts(first: 20) { nodes { id } } }', {}, { headers });
    for (let n = 0; n < 10; n += 1) await app.graphql('{ nothing }', {}, { headers });
    const reply = await app.graphql(document, {}, { headers });
    expect([reply.status, reply.body.errors![0]!.extensions.code]).toEqual([429, 'RATE_LIMITED']);
  });

  test('whoever has no points left is told so before a new document is parsed', async () => {
    const headers = elsewhere();
    for (let n = 0; n < 10; n += 1)
      await app.graphql(
        '{ posts(first: 100) { nodes { author { posts(first: 9) { nodes { id } } } } } }',
        {},
        { headers },
      );
    const reply = await app.graphql('{ this is not even parsed', {}, { headers });
    expect([reply.status, reply.body.errors![0]!.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    // By GET it is the address that is read, whatever the body says.
    const { statusCode } = await new Promise<IncomingMessage>((resolve, reject) => {
      const body = '{"query":"{ __typename }"}';
      request(`${app.url}/graphql?query=%7Bnothing%7D`, {
        headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': body.length },
      })
        .on('response', (response) => resolve(response.resume()))
        .on('error', reject)
        .end(body);
    });
    expect(statusCode).toBe(429);
  });

  test.each([
    ['lists in lists', `[${'['.repeat(400_000)}${']'.repeat(400_000)}]`],
    ['many names', `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":0`).join()}}`],
    ['many numbers', `[${Array(200_000).fill(0).join()}]`],
  ])('a body with %s is refused before it is read', async (_name, value) => {
    const parse = jest.spyOn(JSON, 'parse');
    const reply = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...elsewhere() },
      body: `{"query":"{ __typename }","x":${value}}`,
    });
    const read = parse.mock.calls.filter(([text]) => text.length > 100_000);
    parse.mockRestore();
    expect([reply.status, (await reply.json()).errors[0].message]).toEqual([
      400,
      'The request holds more than 12,000 values.',
    ]);
    expect(read).toEqual([]);
  });

  test('commas and brackets within a text are none', async () => {
    const body = 'We went, [all of us], {and} "said" \\ so. '.repeat(1_000);
    const reply = await app.graphql(
      'mutation ($body: String!) { createPost(input: { body: $body }) { post { body } } }',
      { body },
      { token: ana.token },
    );
    expect(reply.body.data.createPost.post.body).toBe(body);
  });

  test('large bodies and large new documents cost points', async () => {
    const headers = elsewhere();
    await app.graphql('{ __typename }', { unused: 'x'.repeat(95_000) }, { headers });
    expect(await remaining(headers)).toBe(10_000 - 9);
    const document = `{ __typename } # ${'x'.repeat(5_000)}`;
    await twice(document, {}, { headers });
    expect(await remaining(headers)).toBe(10_000 - 9 - 5);
  });

  test('variables of a GET are held to the same depth', async () => {
    const deep = `${'['.repeat(3_000)}${']'.repeat(3_000)}`;
    const search = `query=${encodeURIComponent('query ($filter: PostFilter) { posts(first: 1, filter: $filter) { nodes { id } } }')}`;
    const reply = await fetch(`${app.url}/graphql?${search}&variables={"filter":${deep}}`, {
      headers: { ...elsewhere() },
    });
    expect([reply.status, (await reply.json()).errors[0].message]).toEqual([
      400,
      'The variables are nested deeper than 20 levels.',
    ]);
  });
});

describe('what is nobody’s mistake but the client’s', () => {
  test('half a character in an address of e-mail', async () => {
    const document = 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }';
    const input = { username: 'half', email: '\ud800@example.com', password: PASSWORD };
    const { body } = await app.graphql(document, { input }, { headers: elsewhere() });
    expect(body.errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a time beyond the year 9999', async () => {
    const document = 'mutation ($upTo: DateTime!) { markNotificationsRead(input: { upTo: $upTo }) { __typename } }';
    for (const upTo of ['9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59']) {
      const { body } = await app.graphql(document, { upTo }, { token: ana.token });
      expect(body.errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('what the process remembers of strangers', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  const heapBytes = () => {
    gc();
    return process.memoryUsage().heapUsed;
  };

  test('of ids of a megabyte, each another one, nothing stays', async () => {
    const document = 'mutation ($id: ID!) { updatePost(input: { id: $id, version: 1, title: "x" }) { post { id } } }';
    const save = (n: number) => app.graphql(document, { id: `${n}${'x'.repeat(900_000)}` }, { token: ana.token });
    await save(0);
    const before = heapBytes();
    for (let n = 1; n <= 30; n += 1) expect((await save(n)).body.errors![0]!.extensions.code).toBe('NOT_FOUND');
    expect(heapBytes() - before).toBeLessThan(15 * 900_000);
  });

  test('a token with more and more spaces before it is one token', async () => {
    const ask = (authorization: string) =>
      fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: authorization },
        body: '{"query":"{ viewer { user { username } } }"}',
      });
    expect((await ask(`Bearer ${ana.token}`)).status).toBe(200);
    const before = bytesHeld('accessTokens');
    for (let n = 2; n < 50; n += 1) {
      const answer = await ask(`Bearer${' '.repeat(n)}${ana.token}`);
      expect(((await answer.json()) as { data: { viewer: object } }).data.viewer).not.toBeNull();
    }
    expect(bytesHeld('accessTokens')).toBe(before);
    expect((await ask(`Bearer${' '.repeat(5_000)}${ana.token}`)).status).toBe(401);
  });

  test('what stands before a token is looked at each time', async () => {
    const answer = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Basic! ${ana.token}` },
      body: '{"query":"{ __typename }"}',
    });
    expect(answer.status).toBe(401);
  });
});

describe('what one address may hold', () => {
  const opened: Socket[] = [];
  afterAll(() => opened.forEach((socket) => socket.destroy()));

  /** A connection from an address of this machine's own network. */
  async function open(localAddress: string, text = ''): Promise<Socket> {
    const { port } = new URL(app.url);
    const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress }).on('error', () => undefined);
    opened.push(socket);
    await once(socket, 'connect');
    if (text) socket.write(text);
    return socket;
  }

  const isOpen = (socket: Socket) => !socket.destroyed && !socket.readableEnded;
  const settle = () => new Promise((resolve) => setTimeout(resolve, 300));

  test('connections up to its share; another address notices nothing', async () => {
    const share = LIMITS.process.sockets / 10;
    const sockets = await Promise.all(Array.from({ length: share + 20 }, () => open('127.0.0.2')));
    for (const socket of sockets) socket.resume();
    await settle();
    expect(sockets.filter(isOpen)).toHaveLength(share);
    const other = await open('127.0.0.3', 'GET /healthz/live HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(String((await once(other, 'data'))[0])).toMatch(/^HTTP\/1\.1 200/);
    for (const socket of sockets) socket.destroy();
    await settle();
    expect(isOpen(await open('127.0.0.2'))).toBe(true);
  });

  test('a thousand requests without a body take nobody’s place', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
    const sockets = await Promise.all(
      Array.from({ length: 1_050 }, (_, n) => open(`127.0.0.${10 + Math.floor(n / 350)}`, head)),
    );
    await settle();
    expect((await app.graphql('{ __typename }')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test('requests under way up to its share; another address notices nothing', async () => {
    const locker = new pg.Client({ connectionString: app.databaseUrl });
    await locker.connect();
    await locker.query('begin; lock table posts in access exclusive mode');
    const share = LIMITS.process.requests / 10;
    const headers = elsewhere();
    const read = (n: number) =>
      app.graphql('query ($slug: String!) { post(slug: $slug) { id } }', { slug: `none-${n}` }, { headers });
    const asked = Array.from({ length: share }, (_, n) => read(n));
    const { pools } = app.nest.getHttpAdapter() as unknown as FrontAdapter;
    await until(() => Promise.resolve(pools.requests.held === share));
    const more = await Promise.all(Array.from({ length: 10 }, (_, n) => read(share + n)));
    expect(more.map(({ status }) => status)).toEqual(Array(10).fill(429));
    expect((await app.graphql('{ __typename }', {}, { headers: elsewhere() })).status).toBe(200);
    await locker.query('rollback');
    await locker.end();
    await Promise.all(asked);
  });
});
