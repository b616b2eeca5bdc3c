import { expect, it } from '@jest/globals';
import { besideButtons, merged } from './pins.js';

const pin = (x: number, y: number, count = 1) => ({
  key: `${x} ${y}`,
  x,
  y,
  count,
  story: count === 1 ? `${x}` : undefined,
});

it('pins that would cover each other become one where most of its stories are', () => {
  expect(merged([pin(0, 0, 3), pin(10, 0), pin(300, 300)])).toEqual([
    { key: '0 0', x: 2.5, y: 0, count: 4, story: undefined },
    { key: '300 300', x: 300, y: 300, count: 1, story: '300' },
  ]);
});

it('no story is lost, however close they are', () => {
  const pins = Array.from({ length: 400 }, (_, index) => pin((index * 37) % 500, (index * 91) % 300, 1 + (index % 7)));
  const before = pins.reduce((sum, { count }) => sum + count, 0);
  const after = merged(pins);
  expect(after.reduce((sum, { count }) => sum + count, 0)).toBe(before);
  expect(after.length).toBeLessThan(pins.length);
});

it('a pin that would lie under the buttons of the map stands beside them', () => {
  const size = { width: 390, height: 384 };
  expect(besideButtons([100, 380], 10, size, 1)).toEqual([100, 380]);
  expect(besideButtons([380, 200], 10, size, 1)).toEqual([380, 200]);
  expect(besideButtons([330, 340], 10, size, 1)).toEqual([316, 340]);
  expect(besideButtons([370, 230], 10, size, 1)).toEqual([370, 220]);
  expect(besideButtons([330, 340], 10, size, 2)).toEqual([252, 340]);
});
