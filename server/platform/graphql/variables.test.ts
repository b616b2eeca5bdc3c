import { expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { variablesProblem } from './variables.js';

const nested = (depth: number, json = '[]') =>
  JSON.parse(`${'[{"a":'.repeat(depth / 2)}${json}${'}]'.repeat(depth / 2)}`);
const { variableDepth, variableValues } = LIMITS.request;

test.each([
  ['none', undefined],
  ['null', null],
  ['plain ones', { input: { title: 'A walk', tags: ['a', 'b'] }, none: null }],
  ['as deep as allowed', nested(variableDepth)],
  ['as many as allowed', Array(variableValues).fill(1)],
])('may be: %s', (_name, variables) => {
  expect(variablesProblem(variables)).toBeUndefined();
});

test.each([
  ['too deep', nested(variableDepth, '[1]'), 'deeper than 20 levels'],
  ['deeper than a recursive check could go', nested(30_000), 'deeper than 20 levels'],
  ['too many in one list', Array(variableValues + 1).fill(1), 'more than 10,000 values'],
  ['too many in many lists', Array(1_000).fill(Array(10).fill(1)), 'more than 10,000 values'],
])('may not be: %s', (_name, variables, problem) => {
  expect(variablesProblem(variables)).toContain(problem);
});

test('are looked at no further than the limit', () => {
  let seen = 0;
  const variables = Array.from(
    { length: 1_000 },
    () => new Proxy(Array(1_000).fill(1), { get: (...of) => ((seen += 1), Reflect.get(...of)) }),
  );
  expect(variablesProblem(variables)).toContain('values');
  expect(seen).toBeLessThan(variableValues);
});
