import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLArgument,
  GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputType,
  GraphQLInputObjectType,
  GraphQLObjectType,
  getNamedType,
  isNonNullType,
  print,
  type TypeNode,
} from 'graphql';
import { inProject } from '../../scripts/lib/project.js';
import { sql } from '../../server/platform/database/index.js';
import { LIMITS } from '../../server/platform/limits.js';
import { type App, startApp } from '../support/app.js';
import { clientOperations } from '../support/client-documents.js';
import { PASSWORD, type Person, signUp, writeStory } from '../support/factories.js';

const schema = buildSchema(readFileSync(inProject('server', 'schema.graphql'), 'utf8'));
const PAGE = new Set(['first', 'after', 'last', 'before']);
/** Together they cost less than an operation may. */
const AT_ONCE = 4;
/** For thousands of requests on a busy machine. */
const MINUTES = 300_000;
/** Of the fields of an input that may be left out; each is a piece of its own in a statement. */
const MOST_OPTIONAL = 2;

let app: App;
let ana: Person;
/** Of arguments and inputs, by their names. */
let values: Record<string, unknown>;
/** From the root to a type with lists. */
let ways: Record<string, (lists: string) => string>;
const prepared = new Set<string>();

const run = async (document: string, variables: object = {}) => {
  const { body } = await app.graphql(document, variables, { token: ana.token });
  return body;
};

beforeAll(async () => {
  app = await startApp({ TRUST_PROXY: '127.0.0.1' });
  ana = await signUp(app, { username: 'rivers' });
  const ben = await signUp(app);
  app.database.watch((_text, name) => name !== undefined && prepared.add(name));
  const place = { name: 'Porto', countryCode: 'PT', latitude: 41.1, longitude: -8.6, precision: 'EXACT' };
  await writeStory(app, ana);
  const story = await writeStory(app, ana, { title: 'Rivers', tags: ['rivers'], place });
  await writeStory(app, ana, { publish: false });
  const as = (person: Person, text: string) => app.graphql(`mutation { ${text} }`, {}, { token: person.token });
  await as(ana, `setLike(input: { postId: "${story.id}", liked: true }) { post { id } }`);
  await as(ana, `setBookmark(input: { postId: "${story.id}", bookmarked: true }) { post { id } }`);
  await as(ana, `setFollow(input: { userId: "${ben.id}", following: true }) { user { id } }`);
  await as(ben, `setFollow(input: { userId: "${ana.id}", following: true }) { user { id } }`);
  await writeStory(app, ben);
  const say = async (more = '') => {
    const { body } = await as(
      ben,
      `addComment(input: { postId: "${story.id}", body: "Well." ${more} }) { commentEdge { node { id } } }`,
    );
    return body.data.addComment.commentEdge.node.id as string;
  };
  const comment = await say();
  await say(`parentId: "${comment}"`);
  values = {
    ...{ slug: story.slug, username: ana.username, authorUsername: ana.username, tag: 'rivers', query: 'rivers' },
    ...{
      tags: ['rivers'],
      countryCode: 'PT',
      publishedAfter: '2000-01-01T00:00:00Z',
      publishedBefore: '2999-01-01T00:00:00Z',
    },
    ...{ bounds: { south: 0, west: -90, north: 80, east: 90 }, zoom: 4 },
    ...{ id: story.id, postId: story.id, userId: ben.id, parentId: comment, ids: [story.id, comment, ana.id] },
    ...{ email: ana.email, password: PASSWORD, currentPassword: PASSWORD, newPassword: 'nine zithers at dusk' },
    ...{ version: 1, upTo: new Date().toISOString(), everywhere: true, idempotencyKey: 'a key', place },
  };
  ways = {
    Query: (lists) => lists,
    User: (lists) => `user(username: "${ana.username}") { ${lists} }`,
    Tag: (lists) => `tag(slug: "rivers") { ${lists} }`,
    Viewer: (lists) => `viewer { ${lists} }`,
    Post: (lists) => `post(slug: "${story.slug}") { ${lists} }`,
    Comment: (lists) => `node(id: "${comment}") { ... on Comment { ${lists} } }`,
  };
});
afterAll(() => app?.close());

/** Each of these with each of those. */
const product = <A, B>(some: readonly A[], others: readonly B[]): [A, B][] =>
  some.flatMap((one) => others.map((other): [A, B] => [one, other]));

/** All that an argument may be, as text; undefined where it may be left out and that means something of its own. */
function formsOf({ name, type, defaultValue }: Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>) {
  const named = getNamedType(type);
  const given =
    named instanceof GraphQLEnumType
      ? named.getValues().map((value) => value.name)
      : named instanceof GraphQLInputObjectType && !(name in values)
        ? formsOfFields(Object.values(named.getFields())).map((fields) => `{ ${fields} }`)
        : named.name === 'Boolean'
          ? ['true', 'false']
          : [literal(values[name])];
  return isNonNullType(type) || defaultValue !== undefined ? given : [undefined, ...given];
}

/** The fields that must be there, with none, one or two of the others. */
function formsOfFields(fields: readonly Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>[]): string[] {
  const choices = fields.map((field) =>
    formsOf(field).map((value) => (value === undefined ? undefined : `${field.name}: ${value}`)),
  );
  return choices
    .reduce<string[][]>(
      (forms, values) =>
        product(forms, values).flatMap(([form, value]) => {
          if (value === undefined) return [form];
          return values.includes(undefined) && form.length === MOST_OPTIONAL ? [] : [[...form, value]];
        }),
      [[]],
    )
    .map((form) => form.join(' '));
}

/** As it stands in a document. */
const literal = (value: unknown): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `{ ${Object.entries(value)
        .map(([key, one]) => `${key}: ${literal(one)}`)
        .join(', ')} }`
    : JSON.stringify(value);

const pagesAt = (cursor: string): string[] =>
  [
    ...product(['', 'first: 3', 'first: 50'], ['', `after: "${cursor}"`]),
    ...product(['last: 7'], ['', `before: "${cursor}"`]),
  ].map((page) => page.join(' '));

const selectionsOf = (list: GraphQLField<unknown, unknown>): string[] =>
  getNamedType(list.type).name === 'PostConnection'
    ? ['', 'author { id }', 'place { name }', 'author { id } tags { id }', 'body tags { id }'].map((fields, n) =>
        n % 2 === 0 ? `{ nodes { id ${fields} } }` : `{ edges { node { id ${fields} } } }`,
      )
    : ['{ nodes { __typename } pageInfo { hasNextPage } }'];

const lists = Object.values(schema.getTypeMap())
  .filter((type) => type instanceof GraphQLObjectType)
  .flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ args }) => args.some(({ name }) => name === 'before'))
      .map((field): [string, GraphQLField<unknown, unknown>] => [type.name, field]),
  );

test.each(lists.map(([type, list]) => [`${type}.${list.name}`, type, list] as const))(
  'all that may be asked of %s, in every combination',
  async (_name, type, list) => {
    const through = ways[type]!;
    const filters = formsOfFields(list.args.filter(({ name }) => !PAGE.has(name)));
    const asked: string[] = [];
    for (const filter of filters) {
      const found = await run(`{ ${through(`${list.name}(first: 1 ${filter}) { pageInfo { endCursor } }`)} }`);
      const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(found))?.[1];
      // Every list has something in it, so that there is what to begin behind.
      expect([filter, cursor]).toEqual([filter, expect.any(String)]);
      const calls = pagesAt(cursor!).map((page) => `${list.name}(${page} ${filter})`.replace(/\(\s*\)/, ''));
      asked.push(...product(calls, selectionsOf(list)).map(([call, selection]) => `${call} ${selection}`));
    }
    for (let i = 0; i < asked.length; i += AT_ONCE) {
      const some = asked.slice(i, i + AT_ONCE).map((call, n) => `l${n}: ${call}`);
      const { errors } = await run(`{ ${through(some.join(' '))} }`);
      expect(errors).toBeUndefined();
    }
  },
  MINUTES,
);

/** A value of this type: all fields of an input, or those alone that it must have. */
function valueOf(name: string, type: GraphQLInputType, whole: boolean): unknown {
  if (name in values) return values[name];
  const named = getNamedType(type);
  if (named instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(named.getFields())
        .filter((field) => whole || isNonNullType(field.type))
        .map((field) => [field.name, valueOf(field.name, field.type, whole)]),
    );
  if (named instanceof GraphQLEnumType) return named.getValues()[0]!.name;
  const scalar = named.name;
  return { Int: 20, Boolean: true, Float: 1 }[scalar] ?? null;
}

const typeOf = (node: TypeNode) => {
  const name = print(node).replace(/[[\]!]/g, '');
  return schema.getType(name) as GraphQLInputType;
};

test('all that the client asks for', async () => {
  const last = /^(Logout|ChangePassword|RevokeSession|Delete)/;
  const operations = clientOperations
    .filter(({ node }) => node.operation !== 'subscription')
    .sort((a, b) => Number(last.test(a.name)) - Number(last.test(b.name)));
  for (const { node, document } of operations)
    for (const whole of [true, false]) {
      const variables = (node.variableDefinitions ?? []).map(({ variable, type }) => [
        variable.name.value,
        valueOf(variable.name.value, typeOf(type), whole),
      ]);
      await run(print(document), Object.fromEntries(variables));
    }
  for (const path of ['/feed.xml', `/@${ana.username}/feed.xml`, '/sitemap.xml', `/head/@${ana.username}`])
    expect((await fetch(app.url + path)).status).toBe(200);
});

test('leaves few statements prepared, by their names and in PostgreSQL', async () => {
  expect(prepared.size).toBeGreaterThan(60);
  // At the limit itself, others might have found no name left.
  expect(prepared.size).toBeLessThan(LIMITS.process.preparedStatements);
  const [row] = await app.database.rows(sql<{ count: number }>`select count(*) from pg_prepared_statements`);
  expect(row!.count).toBeLessThanOrEqual(prepared.size + 1);
});
