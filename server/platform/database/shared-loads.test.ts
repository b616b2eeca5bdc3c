import { expect, test } from '@jest/globals';
import { Cancellation } from '../cancellation.js';
import { Semaphore } from '../semaphore.js';
import { SharedLoads } from './shared-loads.js';

/** Loads that are finished by hand; each holder has one of the turns, and one place in the queue. */
function byHand(turns = 10) {
  const begun: { request: Cancellation; resolve(value: string): void; reject(error: Error): void }[] = [];
  const load = (request: Cancellation) =>
    new Promise<string>((resolve, reject) => begun.push({ request, resolve, reject }));
  const semaphore = new Semaphore({ limit: turns, maxWaiting: 10 });
  return { begun, load, loads: new SharedLoads<string>(semaphore), semaphore };
}

const requestOf = (holder: string) => Object.assign(new Cancellation(), { holder });
/** Turns are taken in promises. */
const turn = () => new Promise(setImmediate);

test('equal work under way is done once, other work and later work again', async () => {
  const { begun, load, loads } = byHand();
  const [one, two, other] = ['a', 'a', 'b'].map((key, n) => loads.run(key, requestOf(`${n}`), load));
  await turn();
  expect(begun).toHaveLength(2);
  begun[0]!.resolve('A');
  begun[1]!.resolve('B');
  expect(await Promise.all([one, two, other])).toEqual(['A', 'A', 'B']);
  void loads.run('a', requestOf('ana'), load);
  await turn();
  expect(begun).toHaveLength(3);
});

test('it is cancelled when the last who waits has left, and not before', async () => {
  const { begun, load, loads } = byHand();
  const [ana, ben] = [requestOf('ana'), requestOf('ben')];
  const ofAna = loads.run('a', ana, load);
  const ofBen = loads.run('a', ben, load);
  await turn();
  ana.cancel();
  await expect(ofAna).rejects.toThrow('busy');
  expect(begun[0]!.request.isCancelled).toBe(false);
  ben.cancel();
  await expect(ofBen).rejects.toThrow('busy');
  expect(begun[0]!.request.isCancelled).toBe(true);
  // Whoever comes now does not join what was given up.
  void loads.run('a', requestOf('cas'), load);
  await turn();
  expect(begun).toHaveLength(2);
});

test('nobody waits behind the other work of whoever asked first, who gets the same result', async () => {
  const { begun, load, loads, semaphore } = byHand();
  void loads.run('long', requestOf('ana'), load);
  const ofAna = loads.run('a', requestOf('ana'), load);
  await turn();
  expect(begun).toHaveLength(1);
  const ofBen = loads.run('a', requestOf('ben'), load);
  await turn();
  expect(begun[1]!.request.holder).toBe('ben');
  expect(semaphore.waiting).toBe(0);
  begun[1]!.resolve('A');
  expect(await Promise.all([ofAna, ofBen])).toEqual(['A', 'A']);
});

test('whoever has too much that waits is refused alone', async () => {
  const { begun, load, loads } = byHand(1);
  void loads.run('long', requestOf('ana'), load);
  void loads.run('longer', requestOf('ana'), load);
  const ofAna = loads.run('a', requestOf('ana'), load);
  const ofBen = loads.run('a', requestOf('ben'), load);
  await expect(ofAna).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  begun[0]!.resolve('');
  await turn();
  begun[1]!.resolve('');
  await turn();
  begun[2]!.resolve('A');
  expect(await ofBen).toBe('A');
});

test('whoever leaves before their turn leaves nothing behind', async () => {
  const { begun, load, loads, semaphore } = byHand(1);
  void loads.run('long', requestOf('ana'), load);
  const ben = requestOf('ben');
  const ofBen = loads.run('a', ben, load);
  await turn();
  ben.cancel();
  await expect(ofBen).rejects.toThrow('busy');
  expect(semaphore.waiting).toBe(0);
  begun[0]!.resolve('');
  await turn();
  expect(begun).toHaveLength(1);
  await expect(loads.run('a', ben, load)).rejects.toThrow('busy');
});

test('a failure is that of all who wait, and is not kept', async () => {
  const { begun, load, loads } = byHand();
  const all = [loads.run('a', requestOf('ana'), load), loads.run('a', requestOf('ben'), load)];
  await turn();
  begun[0]!.reject(new Error('away'));
  for (const one of all) await expect(one).rejects.toThrow('away');
  void loads.run('a', requestOf('ana'), load);
  await turn();
  expect(begun).toHaveLength(2);
});
