import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLField,
  isCompositeType,
  isEnumType,
  isListType,
  isObjectType,
  isRequiredArgument,
  print,
  type DocumentNode,
  type GraphQLCompositeType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import * as client from '../../client/src/graphql/generated/graphql.js';
import { type App, startApp } from '../support/app.js';
import { type Person, signUp, type Story, writeStory } from '../support/factories.js';

/*
 * A document that is new is answered by Apollo with graphql-js; then by the lane, first with graphql-js, then with code
 * of its own; and guests by finished answers. Whoever answers: status, media type and bytes are the same.
 */

let app: App;
let ana: Person;
let ben: Person;
let story: Story;
let draft: Story;
beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  [ana, ben] = await Promise.all([signUp(app, { name: 'Ana “the” Walker' }), signUp(app)]);
  for (let n = 0; n < 4; n += 1)
    story = await writeStory(app, ana, {
      title: `A walk ${n}`,
      tags: ['tides', `n${n}`],
      body: `> **${n}** "quoted"\n\n- é`,
    });
  draft = await writeStory(app, ana, { title: '', body: '', publish: false });
  await writeStory(app, ben, { title: 'Another', tags: ['tides'] });
});
afterAll(() => app?.close());

interface Request {
  query: string;
  variables?: unknown;
  operationName?: unknown;
  extensions?: unknown;
}

const TIMES = 7;

type Method = 'GET' | 'POST';

function askBy(method: Method, request: Request, headers: Record<string, string>): Promise<Response> {
  if (method === 'GET') {
    const given = Object.entries(request).filter(([, value]) => value !== undefined);
    const texts = given.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
    return fetch(`${app.url}/graphql?${new URLSearchParams(texts).toString()}`, { headers });
  }
  return fetch(`${app.url}/graphql`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
}

async function send(request: Request, headers: Record<string, string>, method: Method) {
  const response = await askBy(method, request, headers);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    allow: response.headers.get('allow'),
    body: text.replaceAll(/"requestId":"[\w-]+"/g, '"requestId":""').replaceAll(/"remaining":\d+/g, '"remaining":0'),
  };
}

/** The answers to the same request, the first one to a document that nobody has sent before. */
async function answers(request: Request, headers: Record<string, string> = {}, method: Method = 'POST') {
  const unseen = { ...request, query: `${request.query}\n# ${randomBytes(6).toString('hex')}` };
  const first = await send(unseen, headers, method);
  for (let n = 1; n < TIMES; n += 1) expect(await send(unseen, headers, method)).toEqual(first);
  return first;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const operations = Object.entries(client)
  .filter(([name]) => name.endsWith('Document'))
  .map(([name, document]) => [name.replace(/Document$/, ''), print(document as unknown as DocumentNode)] as const);
const SESSIONS = ['Login', 'Register', 'RefreshSession', 'Logout', 'ChangePassword', 'RevokeSession'];

describe('every operation of the client', () => {
  test.each(operations.filter(([name]) => !SESSIONS.includes(name)))('%s', async (_name, query) => {
    const named = {
      slug: story.slug,
      username: ana.username,
      handle: ana.username,
      tag: 'tides',
      id: story.id,
      first: 2,
    };
    const inputs = [
      { ...named, input: { id: story.id, version: story.version, idempotencyKey: 'one-answer', title: story.title } },
      { ...named, input: { id: 'post_nothing', version: 1 }, slug: 'nothing', username: 'nobody_here', tag: 'nothing' },
      {},
      { input: 7, slug: 7, first: '7' },
    ];
    for (const variables of inputs) {
      // A deletion differs when it is repeated.
      if (query.includes('deletePost(') && variables === inputs[0]) continue;
      for (const headers of [{}, bearer(ana.token), bearer(ben.token), bearer('a.b.c')])
        await answers({ query, variables }, headers);
    }
  });
});

describe('what a request may be', () => {
  const LIST = `query List($first: Int, $last: Int = 2, $after: String) { posts(first: $first, after: $after) { nodes { id title author { name } tags { slug } } pageInfo { hasNextPage endCursor } } viewer { drafts(last: $last) { nodes { id } } } }`;

  test.each([
    ['no variables', undefined],
    ['null', null],
    ['a text', 'text'],
    ['a list', [1]],
    ['first 0', { first: 0 }],
    ['first -1', { first: -1 }],
    ['first 100', { first: 100 }],
    ['first 101', { first: 101 }],
    ['first 1.5', { first: 1.5 }],
    ['first as text', { first: '1' }],
    ['first beyond 32 bits', { first: 2 ** 31 }],
    ['extra ones', { first: 1, extra: { deep: [null] } }],
    ['a bad cursor', { first: 1, after: 'nonsense' }],
    ['both directions', { first: 1, last: null }],
  ])('variables: %s', async (_name, variables) => {
    for (const headers of [{}, bearer(ana.token)]) await answers({ query: LIST, variables }, headers);
  });

  test.each([
    ['a name that is there', 'B'],
    ['one that is not', 'C'],
    ['none', undefined],
    ['null', null],
    ['empty', ''],
    ['a number', 7],
  ])('operationName: %s', async (_name, operationName) => {
    const query = `query A { tags { nodes { name } } } query B { post(slug: "${story.slug}") { title bodyHtml } }`;
    await answers({ query, operationName });
    await answers({ query: `query B { __typename }`, operationName });
  });

  test.each([
    '*/*',
    'application/json',
    'application/graphql-response+json',
    'application/graphql-response+json,application/json;q=0.9',
    'application/graphql-response+json, application/json',
    'application/json, application/graphql-response+json',
    'application/json;q=0.5, application/graphql-response+json;q=1',
    'application/graphql-response+json;charset=utf-8',
    'application/json; charset=utf-8',
    'application/*',
    'text/html',
    'text/html, */*;q=0.1',
    'image/png',
    '',
    'nonsense',
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
    'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
    'multipart/mixed;boundary="graphql";deferSpec=20220824,application/json',
    'application/graphql-response+json; charset=utf-8, application/json; charset=utf-8',
    'application/json, text/plain, */*',
    'application/json;q=0, */*',
    'application/json;charset=utf-16',
    '*/*;q=0',
  ])('Accept: %s', async (accept) => {
    await answers({ query: `{ user(username: "${ana.username}") { name } }` }, { Accept: accept });
    await answers(
      { query: '{ viewer { email } rateLimit { cost remaining } }' },
      { Accept: accept, ...bearer(ana.token) },
    );
    await answers({ query: 'query ($n: Int!) { posts(first: $n) { nodes { id } } }' }, { Accept: accept });
  });

  test('no, bad and foreign tokens', async () => {
    const query = `{ viewer { email } node(id: "${draft.id}") { ... on Post { title viewerCanEdit } } }`;
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic abc', `bearer ${ana.token}`, `Bearer ${ben.token} `])
      await answers({ query }, authorization === '' ? {} : { Authorization: authorization });
  });

  test.each([
    'mutation { deletePost(input: { id: "post_nothing" }) { deletedId } }',
    'mutation { a: publishPost(input: { id: "x", version: 1 }) { post { id } } b: unpublishPost(input: { id: "x" }) { post { id } } c: deletePost(input: { id: "" }) { deletedId } d: updatePost(input: { id: "x", version: 1 }) { post { id } } e: createPost(input: { title: "", publish: true }) { post { id } } f: updateProfile(input: { name: "" }) { user { id } } }',
    'mutation { createPost(input: { title: "once", idempotencyKey: "same" }) { post { id title version createdAt } } }',
    'mutation { updateProfile(input: { bio: "the same" }) { user { bio } } }',
    'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { bio } } }',
    'subscription { postPublished { id } }',
    '{ posts(first: 200) { nodes { id } } again: posts(first: 0) { nodes { id } } tags { nodes { slug } } }',
    '{ posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } }',
    '{ nothing }',
    '{ posts { nodes { titel } } }',
    'not graphql',
    '',
  ])('%s', async (query) => {
    for (const headers of [{}, bearer(ana.token)]) await answers({ query }, headers);
  });
});

describe('asked by GET', () => {
  const LIST =
    'query List($first: Int = 2, $after: String) { posts(first: $first, after: $after) { nodes { id title } } }';

  test.each<[string, Omit<Request, 'query'>]>([
    ['nothing else', {}],
    ['variables', { variables: { first: 1 } }],
    ['no variables', { variables: '' }],
    ['null', { variables: null }],
    ['variables that do not fit', { variables: { first: 'x' } }],
    ['a page that is too long', { variables: { first: 101 } }],
    ['variables that are a list', { variables: [1] }],
    ['variables that are no JSON', { variables: '{' }],
    ['a name', { operationName: 'List' }],
    ['a name that is not there', { operationName: 'Other' }],
    ['an empty name', { operationName: '' }],
    ['extensions', { extensions: { clientLibrary: { name: 'x' } } }],
    ['a wrong hash', { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['extensions that are none', { extensions: '7' }],
  ])('with %s', async (_name, more) => {
    const habits: Record<string, string>[] = [{}, { 'Content-Type': 'application/json' }, { Accept: 'image/png' }];
    for (const headers of [...habits, bearer(ana.token)]) await answers({ query: LIST, ...more }, headers, 'GET');
  });

  test.each([
    'mutation { updateProfile(input: { bio: "by GET" }) { user { bio } } }',
    'subscription { postPublished { id } }',
    '{ nothing }',
    'query A { __typename } query B { __typename }',
    '{ posts(first: 100) { nodes { author { posts(first: 100) { nodes { id } } } } } }',
  ])('%s', async (query) => {
    for (const headers of [{}, bearer(ana.token)]) await answers({ query }, headers, 'GET');
  });
});

test.each([
  ['none', null],
  ['an empty object', {}],
  ['the name of a library', { clientLibrary: { name: '@apollo/client', version: '4.3.8' } }],
  ['what they cost', { cost: true }],
  ['a list', []],
  ['a text', 'x'],
])('extensions: %s', async (_name, extensions) => {
  await answers({ query: '{ posts(first: 2) { nodes { id } } }', extensions });
});

describe('generated documents', () => {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);
  const COUNT = Number(process.env.TEST_DOCUMENTS ?? 150);
  let state = seed;
  /** A number from 0 up to, not including, `below`: xorshift, the same for the same seed. */
  const random = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    state ^= state >>> 13;
    return (state >>> 0) % below;
  };
  const pick = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const schema = buildSchema(readFileSync(new URL('../../server/schema.graphql', import.meta.url), 'utf8'));
  let fragments: string[] = [];
  let aliases = 0;
  let directives = 0;

  function value(name: string, field: GraphQLField<unknown, unknown>): string | undefined {
    const argument = field.args.find((arg) => arg.name === name)!;
    const type = getNullableType(argument.type);
    const texts: Record<string, string[]> = {
      slug: [story.slug, draft.slug, 'tides', 'nothing'],
      username: [ana.username, ben.username, 'nobody_here'],
      id: [story.id, draft.id, ana.id, 'x'],
    };
    if (name === 'first' || name === 'last') return String(1 + random(3));
    if (name === 'after' || name === 'before') return undefined;
    if (isListType(type)) return `["${story.id}", "x", "${ben.id}"]`;
    if (name === 'filter') return pick(['{ tag: "tides" }', `{ authorUsername: "${ana.username}" }`, '{}']);
    if (name === 'orderBy') return pick(['{ direction: ASC }', '{}']);
    if (isEnumType(type)) return type.getValues()[0]!.name;
    return texts[name] && `"${pick(texts[name])}"`;
  }

  function call(field: GraphQLField<unknown, unknown>): string | undefined {
    const given: string[] = [];
    const direction = pick(['first', 'last']);
    for (const argument of field.args) {
      if (['first', 'last'].includes(argument.name) && argument.name !== direction) continue;
      if (!isRequiredArgument(argument) && argument.name !== direction && random(2) === 0) continue;
      const text = value(argument.name, field);
      if (text === undefined && isRequiredArgument(argument)) return undefined;
      if (text !== undefined) given.push(`${argument.name}: ${text}`);
    }
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const parts: string[] = random(4) === 0 ? ['__typename'] : [];
    const fields = isObjectType(type) || 'getFields' in type ? Object.values(type.getFields()) : [];
    for (const field of fields as GraphQLField<unknown, unknown>[]) {
      if (['createdAt', 'lastUsedAt', 'rateLimit', 'health', 'sessions'].includes(field.name) || random(3) === 0)
        continue;
      const below = getNamedType(field.type);
      if (isCompositeType(below) && depth === 0) continue;
      const called = call(field);
      if (called === undefined) continue;
      const alias = aliases < 8 && random(8) === 0 ? `a${(aliases += 1)}: ` : '';
      const directive = directives < 5 && random(5) === 0 ? pick([' @include(if: $yes)', ' @skip(if: $yes)']) : '';
      if (directive !== '') directives += 1;
      parts.push(
        `${alias}${field.name}${called}${directive}${isCompositeType(below) ? ` ${selection(below, depth - 1)}` : ''}`,
      );
    }
    if (parts.length === 0) parts.push('__typename');
    if (isObjectType(type) && random(5) === 0) return `{ ${parts[0]} ... on ${type.name} { ${parts.join(' ')} } }`;
    if (isObjectType(type) && random(5) === 0) {
      const name = `F${fragments.length}`;
      fragments.push('');
      fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} { ${parts.join(' ')} }`;
      return `{ ...${name} }`;
    }
    if (type.name === 'Node') parts.push(`... on Post ${selection(schema.getType('Post') as GraphQLCompositeType, 0)}`);
    return `{ ${parts.join(' ')} }`;
  }

  test(`${COUNT} of them (TEST_SEED=${seed})`, async () => {
    let whole = 0;
    for (let n = 0; n < COUNT; n += 1) {
      fragments = [];
      aliases = 0;
      directives = 0;
      const root = selection(schema.getQueryType()!, 1 + random(3));
      const query = `query G${n}($yes: Boolean = true) { a: __typename @include(if: $yes) ...R } fragment R on Query ${root} ${fragments.join(' ')}`;
      const variables = pick([{}, {}, { yes: true }, { yes: false }, { yes: false }, { yes: null }]);
      const { body } = await answers({ query, variables }, pick([{}, bearer(ana.token), bearer(ben.token)]));
      if (body.startsWith('{"data"')) whole += 1;
    }
    // Too many that are refused would prove little.
    expect(whole).toBeGreaterThan(COUNT / 4);
  }, 300_000);
});
