import { expect, test } from '@jest/globals';
import { boundedCache, bytesHeld } from './bounded-cache.js';
import { LIMITS } from './limits.js';

test('holds at most its bytes, and lets go of what was used longest ago', () => {
  const evicted: string[] = [];
  const cache = boundedCache<string>(
    'accessTokens',
    (value) => value.length,
    (key) => evicted.push(key),
  );
  const quarter = 'x'.repeat(LIMITS.memory.accessTokens / 4);
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, quarter);
  cache.get('a');
  cache.set('e', quarter);
  cache.delete('c');
  expect(evicted).toEqual(['b']);
  expect([...cache.keys()].sort()).toEqual(['a', 'd', 'e']);
  expect(bytesHeld('accessTokens')).toBe(3 * quarter.length);
  cache.clear();
});

test('does not keep what is larger than all of it', () => {
  const cache = boundedCache<string>('accessTokens', (value) => value.length);
  cache.set('a', 'x');
  cache.set('b', 'x'.repeat(LIMITS.memory.accessTokens + 1));
  expect([...cache.keys()]).toEqual(['a']);
});
