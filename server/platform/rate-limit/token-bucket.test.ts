import { afterEach, expect, jest, test } from '@jest/globals';
import { TokenBucket } from './token-bucket.js';

afterEach(() => void jest.restoreAllMocks());

test('a bucket can be emptied at once, and fills with time up to what it holds', () => {
  const at = (seconds: number) => jest.spyOn(performance, 'now').mockReturnValue(seconds * 1_000);
  at(0);
  const bucket = new TokenBucket(10, 5);
  expect(bucket.take(50)).toBe(true);
  expect(bucket.take(1)).toBe(false);
  at(2);
  expect(bucket.take(21)).toBe(false);
  expect(bucket.take(20)).toBe(true);
  at(1_000);
  expect(bucket.take(51)).toBe(false);
  expect(bucket.take(50)).toBe(true);
});
