import { expect, test } from '@jest/globals';
import { brokenPromises, deprecated } from './lib/deprecations.js';

const BEFORE = 'type Query { old: Int @deprecated(reason: "Use `fresh`.") fresh: Int }';
const AFTER = 'type Query { fresh: Int }';
const TODAY = '2027-03-01';

const changelog = (section: string, sunset: string) =>
  `# Changelog\n\n## [Unreleased]\n\n${section}\n\n### Deprecated\n\n- \`Query.old\`: use \`Query.fresh\`.\n  Sunset: ${sunset}.\n`;
const released = (day: string, sunset: string) => changelog(`## [1.1.0] - ${day}`, sunset);

test('fields, arguments, values and input fields that are deprecated are found', () => {
  const schema = `type Query { a(b: Int @deprecated(reason: "c")): E @deprecated(reason: "d") }
    enum E { F @deprecated(reason: "g") } input I { h: Int @deprecated(reason: "i") }`;
  expect(Object.fromEntries(deprecated(schema))).toEqual({
    'Query.a': 'd',
    'Query.a(b:)': 'c',
    'E.F': 'g',
    'I.h': 'i',
  });
});

test('what is deprecated says what to use, and has its Sunset in the changelog', () => {
  expect(brokenPromises(BEFORE, BEFORE, changelog('', '2027-06-01'), TODAY)).toEqual([]);
  expect(brokenPromises(BEFORE, BEFORE, '', TODAY)).toEqual([expect.stringContaining('CHANGELOG.md lacks its item')]);
  const silent = BEFORE.replace('Use `fresh`.', 'Old.');
  expect(brokenPromises(silent, silent, changelog('', '2027-06-01'), TODAY)).toEqual([
    expect.stringContaining('what to use instead'),
  ]);
});

test('a Sunset is 90 days and more after the release that says it', () => {
  expect(brokenPromises(BEFORE, BEFORE, released('2027-01-01', '2027-04-01'), TODAY)).toEqual([]);
  expect(brokenPromises(BEFORE, BEFORE, released('2027-01-01', '2027-03-31'), TODAY)).toHaveLength(1);
});

test('what is deprecated goes after its Sunset, and only if a release has said so', () => {
  expect(brokenPromises(BEFORE, AFTER, released('2026-11-30', '2027-03-01'), TODAY)).toEqual([]);
  for (const early of [released('2026-12-05', '2027-03-05'), changelog('', '2027-02-01'), ''])
    expect(brokenPromises(BEFORE, AFTER, early, TODAY)).toEqual([expect.stringContaining('gone before its Sunset')]);
});

test('what is deprecated no more may stay', () => {
  const kept = 'type Query { old: Int fresh: Int }';
  expect(brokenPromises(BEFORE, kept, '', TODAY)).toEqual([]);
});
