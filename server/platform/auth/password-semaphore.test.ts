import { beforeAll, expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { Cancellation } from '../cancellation.js';
import { hashPassword, verifyPassword } from './passwords.js';

const PASSWORD = 'correct horse battery';
let cheap: string;
beforeAll(async () => {
  cheap = await hash(PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });
});

const requestOf = (holder: string) => Object.assign(new Cancellation(), { holder });

test('four passwords are looked at and 200 wait; the next one, to be made or compared, is refused', async () => {
  const admitted = Array.from({ length: 204 }, () => verifyPassword(cheap, PASSWORD));
  const refused = [verifyPassword(cheap, PASSWORD), hashPassword(PASSWORD)];
  const outcomes = await Promise.allSettled(refused);
  expect(outcomes).toEqual(
    refused.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({ extensions: { code: 'UNAVAILABLE' } }),
    })),
  );
  expect(new Set(await Promise.all(admitted))).toEqual(new Set([true]));
});

test('200 log-ins of one address leave another address its place among the next', async () => {
  const done: string[] = [];
  const logIn = (holder: string) =>
    verifyPassword(cheap, PASSWORD, requestOf(holder)).then(
      () => void done.push(holder),
      () => undefined,
    );
  const many = Array.from({ length: 200 }, () => logIn('203.0.113.1'));
  const other = logIn('203.0.113.2');
  await other;
  // Both run at once from the beginning: of the many at most a few are done before it.
  expect(done.length).toBeLessThanOrEqual(4);
  await Promise.all(many);
  expect(done).toHaveLength(22);
});
