import { setTimeout as sleep } from 'node:timers/promises';

const WINDOW_MS = 5 * 60_000;
const NEEDED_MS = 20_000;

/** Points are counted in windows of five minutes by the clock: where this one ends soon, waits for the next. */
export async function untilWindowHasTime(): Promise<void> {
  const left = WINDOW_MS - (Date.now() % WINDOW_MS);
  if (left < NEEDED_MS) await sleep(left + 50);
}
