import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { inProject } from './lib/project.js';
import { breakingChanges } from './lib/schema-changes.js';

const SCHEMA = readFileSync(inProject('server', 'schema.graphql'), 'utf8');

/** The schema with something of it replaced, which must be there. */
function changed(from: string | RegExp, to: string, schema = SCHEMA): string {
  const result = schema.replace(from, to);
  expect(result).not.toBe(schema);
  return result;
}

const FIELD = '  postCount: Int!';

test('a field that is gone is refused by name', async () => {
  expect(await breakingChanges(SCHEMA, changed(FIELD, '  stories: Int!'))).toEqual([
    expect.stringContaining('postCount'),
  ]);
});

test('a deprecated field, argument or value may go, and its type with it', async () => {
  const before = `type Query { a: A @deprecated(reason: "b") b(c: Int @deprecated(reason: "d"), d: Int): E }
    type A { x: Int } enum E { F G @deprecated(reason: "F") }`;
  expect(await breakingChanges(before, 'type Query { b(d: Int): E } enum E { F }')).toEqual([]);
});

test.each([
  ['an argument that is gone', 'type Query { a(b: Int): Int }', 'type Query { a: Int }'],
  ['an argument that is wanted now', 'type Query { a(b: Int): Int }', 'type Query { a(b: Int!): Int }'],
  [
    'a new input field that is wanted',
    'type Query { a(i: I): Int } input I { b: Int }',
    'type Query { a(i: I): Int } input I { b: Int c: Int! }',
  ],
  ['an answer that may be null now', 'type Query { a: Int! }', 'type Query { a: Int }'],
  ['a value that is gone', 'type Query { a: E } enum E { F G }', 'type Query { a: E } enum E { F }'],
])('%s is refused', async (_what, before, after) => {
  expect(await breakingChanges(before, after)).toHaveLength(1);
});

test('what is new, deprecated or told better is not refused', async () => {
  const after = changed(FIELD, '  postCount: Int! @deprecated(reason: "Use stories.")\n\n  stories: Int!');
  expect(await breakingChanges(SCHEMA, after)).toEqual([]);
  expect(await breakingChanges(SCHEMA, changed('  DRAFT', '  DRAFT\n\n  HIDDEN'))).toEqual([]);
  expect(await breakingChanges(SCHEMA, changed('The user who wrote the story.', 'The author of the story.'))).toEqual(
    [],
  );
});
