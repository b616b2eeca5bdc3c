import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  print,
} from 'graphql';
import { inProject } from '../../scripts/lib/project.js';
import { clientDefinitions } from '../support/client-documents.js';

const COMPILER = inProject('node_modules', 'relay-compiler', 'cli.js');
const SCHEMA = inProject('server', 'schema.graphql');

let schema: GraphQLSchema;
let scratch: string;
beforeAll(async () => {
  schema = buildSchema(await readFile(SCHEMA, 'utf8'));
  scratch = await mkdtemp(join(tmpdir(), 'wander-relay-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A project of Relay's own with these documents, each in a module of its name, and what the compiler says about it. */
async function compile(project: string, documents: ReadonlyMap<string, string>) {
  const directory = join(scratch, project);
  for (const part of ['src', 'artifacts']) await mkdir(join(directory, part), { recursive: true });
  await copyFile(SCHEMA, join(directory, 'schema.graphql'));
  const config = {
    src: 'src',
    artifactDirectory: 'artifacts',
    schema: 'schema.graphql',
    language: 'typescript',
    // Otherwise a fragment on one type of several needs Relay's own @alias, for the sake of the types that it generates.
    featureFlags: { enforce_fragment_alias_where_ambiguous: { kind: 'disabled' } },
  };
  await writeFile(join(directory, 'relay.config.json'), JSON.stringify(config));
  for (const [name, text] of documents)
    await writeFile(join(directory, 'src', `${name}.ts`), `graphql\`${text.replaceAll('`', '\\`')}\`;\n`);
  const complaint = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [COMPILER, '--noWatchman', '--output', 'quiet-with-errors', 'relay.config.json'],
      { cwd: directory, env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' } },
      (error, out, err) => resolve(error ? `${out}${err}` || error.message : ''),
    ),
  );
  const artifacts = (await readdir(join(directory, 'artifacts'))).map((file) => file.replace('.graphql.ts', ''));
  return { complaint, artifacts };
}

describe('Relay’s compiler accepts', () => {
  test('every document of the client', async () => {
    const documents = new Map([...clientDefinitions].map(([name, definition]) => [name, print(definition)]));
    const { complaint, artifacts } = await compile('client', documents);
    expect(complaint).toBe('');
    expect(artifacts.sort()).toEqual([...documents.keys()].sort());
  });

  test('every list as a connection that is paged and refetched', async () => {
    const documents = new Map(
      listsOf(schema).map(([type, field]) => [`${type.name}_${field.name}`, list(type, field)]),
    );
    const { complaint, artifacts } = await compile('lists', documents);
    expect(complaint).toBe('');
    for (const name of documents.keys()) expect(artifacts).toEqual(expect.arrayContaining([name, `${name}_Query`]));
  });

  test('every mutation, with what it makes and deletes put into the store', async () => {
    const mutations = Object.values(schema.getMutationType()!.getFields());
    const documents = new Map(mutations.map((field) => [`Scratch_${field.name}`, mutation(field)]));
    const { complaint, artifacts } = await compile('mutations', documents);
    expect(complaint).toBe('');
    expect(artifacts.sort()).toEqual([...documents.keys()].sort());
  });
});

test('Relay’s compiler would say what it does not accept', async () => {
  const { complaint, artifacts } = await compile('wrong', new Map([['Wrong', 'query Wrong { posts { total } }']]));
  expect(complaint).toContain('total');
  expect(artifacts).toEqual([]);
});

type Field = GraphQLField<unknown, unknown>;

const objectsOf = (schema: GraphQLSchema): GraphQLObjectType[] =>
  Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__')) as never;

const listsOf = (schema: GraphQLSchema): [GraphQLObjectType, Field][] =>
  objectsOf(schema).flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
      .map((field): [GraphQLObjectType, Field] => [type, field]),
  );

/** A fragment for usePaginationFragment in both directions; its query is found by node, by viewer or at the root. */
function list(type: GraphQLObjectType, field: Field): string {
  const name = `${type.name}_${field.name}`;
  const asked = field.args.filter((arg) => isRequiredArgument(arg) || PAGING.includes(arg.name));
  const definitions = asked.map((arg) => `${arg.name}: { type: "${String(arg.type)}" }`);
  const given = asked.map((arg) => `${arg.name}: $${arg.name}`);
  return `fragment ${name} on ${type.name}
    @refetchable(queryName: "${name}_Query") @argumentDefinitions(${definitions.join(', ')}) {
      ${field.name}(${given.join(', ')}) @connection(key: "${name}_${field.name}") {
        edges { node { __typename } }
        nodes { __typename }
      }
    }`;
}
const PAGING = ['first', 'after', 'last', 'before'];

function mutation(field: Field): string {
  const payload = getNamedType(field.type) as GraphQLObjectType;
  const selected = Object.values(payload.getFields()).map((part) => {
    const type = getNamedType(part.type);
    if (type.name.endsWith('Edge'))
      return `${part.name} @appendEdge(connections: $connections) { node { __typename } }`;
    if (isLeafType(type)) return type.name === 'ID' ? `${part.name} @deleteRecord` : part.name;
    return `${part.name} { __typename }`;
  });
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`);
  if (selected.some((part) => part.includes('$connections'))) variables.push('$connections: [ID!]!');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`);
  return `mutation Scratch_${field.name}${inParentheses(variables)} {
    ${field.name}${inParentheses(given)} { ${selected.join(' ')} }
  }`;
}

const inParentheses = (parts: string[]): string => (parts.length === 0 ? '' : `(${parts.join(', ')})`);
