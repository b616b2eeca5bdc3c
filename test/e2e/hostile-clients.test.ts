import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { sql } from '../../server/platform/database/index.js';
import { type App, startApp } from '../support/app.js';
import { signUpIn } from './auth-support.js';

/** What a scanner of GraphQL APIs tries, on a server that keeps its schema to itself. */
let app: App;
beforeAll(async () => {
  app = await startApp({ INTROSPECTION: 'false', GRAPHIQL: 'false' });
});
afterAll(() => app?.close());

const JSON_BODY = { 'Content-Type': 'application/json' };
const PREFLIGHTED = { 'Apollo-Require-Preflight': 'true' };
const GUESSES = /Did you mean/i;
const INSIDES = /stack|exception|node_modules|\.[jt]s:\d|tracing|debug|postgres|typeorm/i;

interface Answer {
  status: number;
  type: string | null;
  text: string;
  /** Of the database, until the answer. */
  statements: string[];
}

async function send(init: RequestInit, path = '/graphql'): Promise<Answer> {
  const statements: string[] = [];
  const leave = app.database.watch((text) => statements.push(text));
  try {
    const response = await fetch(app.url + path, init);
    const type = response.headers.get('content-type');
    return { status: response.status, type, text: await response.text(), statements };
  } finally {
    leave();
  }
}

const post = (body: unknown, headers: Record<string, string> = {}) =>
  send({ method: 'POST', headers: { ...JSON_BODY, ...headers }, body: JSON.stringify(body) });
const get = (query: string, headers: Record<string, string> = {}) =>
  send({ headers }, `/graphql?${new URLSearchParams({ query }).toString()}`);

const times = (count: number, text: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => text(n)).join(between);

/** Refused as the client's own mistake: nothing executed, nothing of our inside told, a few errors at most. */
function expectRefused(answer: Answer, status: number | number[] = 400): void {
  expect([status].flat()).toContain(answer.status);
  expect(answer.type).toMatch(/^application\/(graphql-response\+)?json\b/);
  const body = JSON.parse(answer.text) as { errors: { extensions: { code: string; requestId: string } }[] };
  expect(Object.keys(body)).toEqual(['errors']);
  expect(body.errors.length).toBeLessThanOrEqual(5);
  for (const { extensions } of body.errors)
    expect(extensions).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), requestId: expect.any(String) });
  expect(answer.text).not.toMatch(GUESSES);
  expect(answer.text).not.toMatch(INSIDES);
  expect(answer.statements).toEqual([]);
}

describe('more work than a query should make', () => {
  test('alias overloading', async () => {
    expectRefused(await post({ query: `query { ${times(101, (n) => `alias${n}: __typename`)} }` }));
    expectRefused(await post({ query: `{ ${times(16, (n) => `a${n}: posts(first: 1) { nodes { id } }`)} }` }));
    expectRefused(
      await post({ query: `{ post(slug: "x") { ...F } } fragment F on Post { ${times(16, (n) => `a${n}: title`)} }` }),
    );
  });

  test('array-based batching', async () => {
    const batch = await post(Array(10).fill({ query: '{ __typename }' }));
    expectRefused(batch);
    expect(batch.text).toContain('Send one operation a request, not a list of them.');
    expectRefused(await post(Array(10).fill({ query: '{ posts { nodes { id } } }' })));
    expectRefused(await post([]));
  });

  test('field duplication', async () => {
    expectRefused(await post({ query: `query { ${times(500, () => '__typename')} }` }));
    expectRefused(await post({ query: `{ posts { nodes { ${times(1_000, () => 'title')} } } }` }));
  });

  test('directive overloading', async () => {
    expectRefused(await post({ query: `query { __typename ${times(10, () => '@aa', '')} }` }));
    expectRefused(await post({ query: `query { __typename ${times(500, () => '@aa', '')} }` }));
    expectRefused(await post({ query: `{ __typename ${times(11, () => '@skip(if: true)')} }` }));
    expectRefused(await post({ query: `{ __typename ${times(201, () => '@skip', '')} }` }));
    expectRefused(
      await post({
        query: `{ ...A } fragment A on Query { ${times(6, () => '...B')} } fragment B on Query { a: __typename ${times(34, () => '@x', '')} }`,
      }),
    );
  });

  test('circular introspection', async () => {
    const circle = `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`;
    expectRefused(await post({ query: circle }));
  });
});

test.each(['*/*', 'application/json', 'application/graphql-response+json', 'application/json, text/plain;q=0.5'])(
  'what asks for too much is a 400, also to who accepts %s',
  async (accept) => {
    const queries = [
      `{ ${times(16, (n) => `a${n}: __typename`)} }`,
      `{ __typename ${times(11, () => '@aa')} }`,
      `{ ${times(11, () => '__typename')} }`,
      `{ ${times(1_001, () => '__typename')} }`,
      `{ __typename } # ${'x'.repeat(20_000)}`,
      `{ posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } }`,
    ];
    for (const query of queries) expectRefused(await post({ query }, { Accept: accept }));
  },
);

describe('requests that another page can make a browser send', () => {
  const register = (username: string) =>
    `mutation { register(input: { username: "${username}", email: "${username}@example.com",
      password: "a lantern on the pier" }) { accessToken } }`;
  const exists = async (username: string) =>
    (await app.database.rows(sql`select 1 from users where username = ${username}`)).length > 0;

  test('mutations by GET', async () => {
    for (const headers of [{}, PREFLIGHTED, { ...PREFLIGHTED, ...JSON_BODY }])
      expectRefused(await get(register('by_get'), headers), [400, 405]);
    const batch = `query A { __typename } ${register('by_get').replace('mutation', 'mutation B')}`;
    const search = new URLSearchParams({ query: batch, operationName: 'B' });
    expectRefused(await send({ headers: PREFLIGHTED }, `/graphql?${search.toString()}`), [400, 405]);
    expect(await exists('by_get')).toBe(false);
  });

  test('forms, and texts that are JSON', async () => {
    const query = register('by_form');
    const bodies: [string, string][] = [
      ['application/x-www-form-urlencoded', new URLSearchParams({ query }).toString()],
      ['application/x-www-form-urlencoded', JSON.stringify({ query })],
      ['text/plain', JSON.stringify({ query })],
      [
        'multipart/form-data; boundary=x',
        `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${query}\r\n--x--`,
      ],
      ['application/graphql', query],
    ];
    for (const [type, body] of bodies)
      for (const headers of [{}, PREFLIGHTED])
        expectRefused(await send({ method: 'POST', headers: { ...headers, 'Content-Type': type }, body }), [400, 415]);
    expect(await exists('by_form')).toBe(false);
  });

  test('queries by GET read no cookie, and may be read by no other origin', async () => {
    const { browser } = await signUpIn(app.url);
    const query = '{ viewer { email } }';
    const asked = await fetch(`${app.url}/graphql?${new URLSearchParams({ query }).toString()}`, {
      headers: { Cookie: browser.cookie!, Origin: 'https://evil.example' },
    });
    expect(await asked.json()).toEqual({ data: { viewer: null } });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await get(query, { Authorization: `Bearer ${browser.token}` });
    expect(JSON.parse(answer.text)).toEqual({ data: { viewer: { email: expect.stringContaining('@') } } });
  });
});

describe('what a server should keep to itself', () => {
  test.each([
    ['a field', '{ pots { nodes { id } } }'],
    ['a field of a type', '{ posts { nodes { titel } } }'],
    ['an argument', '{ post(slag: "x") { id } }'],
    ['an input field', '{ posts(filter: { author: "x" }) { nodes { id } } }'],
    ['a value', '{ posts(orderBy: { field: PUBLISHED }) { nodes { id } } }'],
    ['a type', 'query ($x: PostFilte) { posts(filter: $x) { nodes { id } } }'],
    ['a type of a fragment', '{ node(id: "x") { ... on Pots { id } } }'],
    ['a fragment', '{ ...Story } fragment Storys on Query { __typename }'],
    ['a directive', '{ __typename @skp(if: true) }'],
    ['a field of the schema', '{ __schema { directive } }'],
  ])('field suggestions: %s', async (_what, query) => {
    expectRefused(await post({ query }));
  });

  test('field suggestions: variables', async () => {
    const query =
      'query ($filter: PostFilter, $order: PostOrder) { posts(filter: $filter, orderBy: $order) { nodes { id } } }';
    expectRefused(await post({ query, variables: { filter: { tagz: 'x' } } }));
    expectRefused(await post({ query, variables: { order: { field: 'PUBLISHED' } } }));
  });

  test('introspection', async () => {
    const queries = [
      getIntrospectionQuery(),
      'query { __schema { types { name fields { name } } } }',
      '{ __schema { __typename } }',
      '{ s: __schema { queryType { name } } }',
      '{ ...S } fragment S on Query { ... { __schema { queryType { name } } } }',
      '{ __type(name: "User") { name fields { name } } }',
      '{ __type(name: "User") { ...T } } fragment T on __Type { fields { name } }',
      '{ __type(name: "User") { ... on __Type { kind } } }',
      'mutation { __typename __schema { queryType { name } } }',
    ];
    for (const query of queries) {
      expectRefused(await post({ query }));
      expectRefused(await get(query, PREFLIGHTED), [400, 405]);
    }
  });

  test('GraphiQL and other consoles', async () => {
    const paths = ['/graphql', '/graphql/', '/graphql/console', '/graphiql', '/playground', '/console', '/altair', '/'];
    for (const path of paths) {
      const answer = await send({ headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }, path);
      expectRefused(answer, [400, 404]);
      expect(answer.text).not.toMatch(/<html|graphiql|playground|altair/i);
    }
  });

  test('tracing', async () => {
    const answer = await post(
      { query: '{ __typename }' },
      { 'X-Apollo-Tracing': '1', 'Apollo-Federation-Include-Trace': 'ftv1' },
    );
    expect([answer.status, answer.text]).toEqual([200, '{"data":{"__typename":"Query"}}']);
  });

  test('unhandled errors', async () => {
    const bodies = [
      { query: 'qwerty cop { abc }' },
      { query: '' },
      { query: null },
      { query: 1 },
      { query: {} },
      { query: '{ __typename }', operationName: 'Nobody' },
      { query: 'query A { __typename } query B { __typename }' },
      { query: 'query A { __typename } query A { __typename }' },
      { query: 'query ($a: Int!) { posts(first: $a) { nodes { id } } }' },
      { query: 'fragment F on Query { __typename }' },
      { query: 'type Query { a: Int }' },
      { query: 'subscription { nothing }' },
      { query: '\u0000' },
      { query: '{ __typename }', variables: 'x' },
      { query: '{ __typename }', extensions: 'x' },
      null,
      1,
      'x',
      {},
    ];
    for (const body of bodies) expectRefused(await post(body));
    for (const body of ['', '{', '{"query":', '\ufeff{}', '\u0000'])
      expectRefused(await send({ method: 'POST', headers: JSON_BODY, body }));
  });
});
