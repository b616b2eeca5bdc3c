import { expect, test } from '@jest/globals';
import { ADVISORY_LOCKS } from './advisory-locks.js';

test('each lock has a number of its own', () => {
  const numbers = Object.values(ADVISORY_LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
});
