import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { LoopWatch } from './loop-watch.js';

let now: number;
let watch: LoopWatch;

beforeEach(() => {
  jest.useFakeTimers();
  now = 0;
  watch = new LoopWatch(() => now);
  watch.onApplicationBootstrap();
});
afterEach(() => {
  watch.onApplicationShutdown();
  jest.useRealTimers();
});

/** The watch's timer rings `late` ms after it is due. @returns what it says then */
function tick(late: number): boolean {
  now += 100 + late;
  jest.advanceTimersToNextTimer();
  return watch.isLate;
}
const ticks = (...late: number[]): boolean => late.map(tick).at(-1)!;
const times = (n: number, late: number): number[] => Array<number>(n).fill(late);

test('a loop that is 250 ms late for 2 s is late, and not a moment before', () => {
  // Each tick takes 350 ms: the first one begins it, the sixth is 1,750 ms after that, the seventh 2,100.
  expect(ticks(...times(6, 250))).toBe(false);
  expect(tick(250)).toBe(true);
});

test('a loop that is late by less is not late, however long', () => {
  expect(ticks(...times(100, 249))).toBe(false);
});

test('one good tick begins the 2 s anew', () => {
  expect(ticks(...times(5, 300), 0, ...times(5, 300))).toBe(false);
});

test('one long pause is no overload', () => {
  expect(ticks(0, 10_000, 0)).toBe(false);
});

test('it stays late until the loop has been well for 1 s', () => {
  expect(ticks(...times(8, 300))).toBe(true);
  expect(ticks(...times(100, 125))).toBe(true);
  expect(ticks(...times(10, 0), 125)).toBe(true);
  expect(ticks(...times(10, 0))).toBe(true);
  expect(tick(0)).toBe(false);
});

test('nothing is measured after the shutdown', () => {
  watch.onApplicationShutdown();
  expect(jest.getTimerCount()).toBe(0);
});
