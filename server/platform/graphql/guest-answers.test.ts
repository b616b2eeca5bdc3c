import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { Realtime } from '../realtime/index.js';
import { bytesHeld } from '../bounded-cache.js';
import { LIMITS } from '../limits.js';
import { RedisConnections } from '../redis/index.js';
import { type Answer, GuestAnswers } from './guest-answers.js';

let realtime: Realtime;
let answers: GuestAnswers;
let made = 0;
beforeEach(() => {
  made = 0;
  realtime = new Realtime(new RedisConnections({ redisUrl: undefined }));
  answers = new GuestAnswers(realtime);
});
afterEach(() => {
  jest.restoreAllMocks();
  answers.close();
  realtime.onModuleDestroy();
});

/** Answers by how many answers were made before. */
const count = (isWhole = true) => Promise.resolve<Answer>({ body: String((made += 1)), isWhole, cost: 1 });
const ask = async (operation = 1, variables = {}, make = () => count()) =>
  String((await answers.get(operation, variables, make))?.body);

/** An answer that is made when the test says so. */
function slow(isWhole = true) {
  let finish = (): void => undefined;
  const gate = new Promise<void>((resolve) => (finish = resolve));
  return { make: () => gate.then(() => count(isWhole)), finish };
}

test('each operation with each variables has its own answer, for two seconds', async () => {
  const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000_000);
  expect(await ask(1)).toBe('1');
  expect(await ask(2)).toBe('2');
  expect(await ask(1, { first: 3 })).toBe('3');
  clock.mockReturnValue(1_001_999);
  expect([await ask(1), await ask(2), await ask(1, { first: 3 })]).toEqual(['1', '2', '3']);
  clock.mockReturnValue(1_002_000);
  expect(await ask(1)).toBe('4');
});

test('what many ask at the same moment is made once', async () => {
  const { make, finish } = slow();
  const asked = [];
  for (let n = 0; n < 3; n += 1) {
    asked.push(ask(1, {}, make), ask(1, {}, make));
    await turn();
  }
  finish();
  expect(await Promise.all(asked)).toEqual(['1', '1', '1', '1', '1', '1']);
});

test('nobody waits long for an answer that another one asked for: it is made once more, for all who wait', async () => {
  const { make, finish } = slow();
  const first = ask(1, {}, make);
  const others = [ask(), ask(), ask()];
  expect(await Promise.all(others)).toEqual(['1', '1', '1']);
  finish();
  expect(await first).toBe('2');
});

test('when they are too long together, the one used longest ago goes', async () => {
  const long = 'x'.repeat(9_000_000);
  const make = (body: string) => () => Promise.resolve<Answer>({ body, isWhole: true, cost: 1 });
  const bodyOf = async (operation: number) => (await answers.get(operation, {}, make('anew')))?.body;
  await answers.get(1, {}, make(long));
  await answers.get(2, {}, make(long));
  expect(await bodyOf(1)).toBe(long);
  await answers.get(3, {}, make(long));
  expect(await bodyOf(1)).toBe(long);
  expect(await bodyOf(2)).toBe('anew');
  expect(bytesHeld('publicAnswers')).toBeLessThanOrEqual(LIMITS.memory.publicAnswers);
});

test('an answer with an error is its asker’s alone', async () => {
  const { make, finish } = slow(false);
  const asked = [ask(1, {}, make)];
  await turn();
  asked.push(ask(1, {}, make));
  await turn();
  finish();
  expect(await Promise.all(asked)).toEqual(['1', '2']);
  expect(await ask()).toBe('3');
});

test('a write lets all of them go, here and elsewhere, and what began before it is not kept', async () => {
  const elsewhere = new GuestAnswers(realtime);
  await ask();
  expect(await ask()).toBe('1');
  elsewhere.changed();
  await turn();
  expect(await ask()).toBe('2');
  const { make, finish } = slow();
  const early = ask(7, {}, make);
  await turn();
  elsewhere.changed();
  await turn();
  expect(await ask(7)).toBe('3');
  finish();
  expect(await early).toBe('4');
  expect(await ask(7)).toBe('3');
  elsewhere.close();
});
