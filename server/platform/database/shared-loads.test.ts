import { expect, test } from '@jest/globals';
import { Cancellation } from '../cancellation.js';
import { rateLimited } from '../errors/index.js';
import { SharedLoads } from './shared-loads.js';

/** Loads that are finished by hand. */
function byHand() {
  const begun: { request: Cancellation; resolve(value: string): void; reject(error: Error): void }[] = [];
  const load = (request: Cancellation) =>
    new Promise<string>((resolve, reject) => begun.push({ request, resolve, reject }));
  return { begun, load, loads: new SharedLoads<string>() };
}

test('equal work under way is done once, other work and later work again', async () => {
  const { begun, load, loads } = byHand();
  const [one, two, other] = [
    loads.run('a', undefined, load),
    loads.run('a', undefined, load),
    loads.run('b', undefined, load),
  ];
  expect(begun).toHaveLength(2);
  begun[0]!.resolve('A');
  begun[1]!.resolve('B');
  expect(await Promise.all([one, two, other])).toEqual(['A', 'A', 'B']);
  void loads.run('a', undefined, load);
  expect(begun).toHaveLength(3);
});

test('it is cancelled when the last who waits has left, and not before', async () => {
  const { begun, load, loads } = byHand();
  const [ana, ben] = [new Cancellation(), new Cancellation()];
  const ofAna = loads.run('a', ana, load);
  const ofBen = loads.run('a', ben, load);
  ana.cancel();
  await expect(ofAna).rejects.toThrow('busy');
  expect(begun[0]!.request.isCancelled).toBe(false);
  ben.cancel();
  await expect(ofBen).rejects.toThrow('busy');
  expect(begun[0]!.request.isCancelled).toBe(true);
  // Whoever comes now does not join what was given up.
  void loads.run('a', undefined, load);
  expect(begun).toHaveLength(2);
});

test('whoever began it is refused alone', async () => {
  const { begun, load, loads } = byHand();
  const [ana, ben] = [new Cancellation(), new Cancellation()];
  [ana.holder, ben.holder] = ['ana', 'ben'];
  const ofAna = loads.run('a', ana, load);
  const ofBen = loads.run('a', ben, load);
  begun[0]!.reject(rateLimited(1));
  await expect(ofAna).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(begun[1]!.request.holder).toBe('ben');
  begun[1]!.resolve('A');
  expect(await ofBen).toBe('A');
});

test('a failure is that of all who wait, and is not kept', async () => {
  const { begun, load, loads } = byHand();
  const all = [loads.run('a', undefined, load), loads.run('a', new Cancellation(), load)];
  begun[0]!.reject(new Error('away'));
  for (const one of all) await expect(one).rejects.toThrow('away');
  void loads.run('a', undefined, load);
  expect(begun).toHaveLength(2);
});
