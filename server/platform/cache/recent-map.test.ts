import { expect, test } from '@jest/globals';
import { RecentMap } from './recent-map.js';

test('holds at most its limit, and lets go of what was used longest ago', () => {
  const map = new RecentMap<string, number>(10);
  map.set('kept', 0);
  for (let n = 1; n <= 100; n += 1) {
    map.set(`n${n}`, n);
    expect(map.get('kept')).toBe(0);
    expect(map.size).toBeLessThanOrEqual(10);
  }
  expect(map.get('n100')).toBe(100);
  expect(map.get('n1')).toBeUndefined();
});

test('forgets what it is told to, in both generations', () => {
  const map = new RecentMap<string, number>(4);
  for (const key of ['a', 'b', 'c']) map.set(key, 1);
  map.delete('a');
  map.delete('c');
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([undefined, 1, undefined]);
  map.clear();
  expect(map.size).toBe(0);
});
