import { expect, test } from '@jest/globals';
import { Holder, Pools, SharedPool } from './pools.js';

const code = (expected: string) => expect.objectContaining({ code: expected });

test('a holder has its share, and the others what is left', () => {
  const pool = new SharedPool(0, 100);
  const holders = Array.from({ length: 11 }, (_, n) => new Holder(`${n}`));
  for (const holder of holders.slice(0, 10)) pool.take(holder, 10);
  expect(() => pool.take(holders[0]!)).toThrow(code('RATE_LIMITED'));
  expect(() => pool.take(holders[10]!)).toThrow(code('UNAVAILABLE'));
  expect(pool.held).toBe(100);
  pool.giveBack(holders[0]!, 10);
  pool.take(holders[10]!, 10);
  expect(() => pool.take(holders[0]!)).toThrow(code('UNAVAILABLE'));
});

test('what is refused takes nothing', () => {
  const pool = new SharedPool(0, 100);
  const holder = new Holder('a');
  expect(() => pool.take(holder, 11)).toThrow(code('RATE_LIMITED'));
  pool.take(holder, 10);
  expect(pool.held).toBe(10);
});

test('a holder is found again by its key', () => {
  const pools = new Pools();
  expect(pools.holder('a')).toBe(pools.holder('a'));
  expect(pools.holder('a')).not.toBe(pools.holder('b'));
});

test('what could not be refused is given back also beyond the share', () => {
  const pool = new SharedPool(0, 100);
  const holder = new Holder('a');
  pool.add(holder, 30);
  expect(() => pool.take(holder)).toThrow(code('RATE_LIMITED'));
  pool.take(holder, -5);
  expect(pool.held).toBe(25);
});

test('a share of its own goes before the usual one', () => {
  const pool = new SharedPool(0, 100);
  const proxy = new Holder('proxy');
  for (let n = 0; n < 100; n += 1) pool.take(proxy, 1, pool.size);
  expect(() => pool.take(proxy, 1, pool.size)).toThrow(code('RATE_LIMITED'));
});
