import { expect, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { hashPassword, verifyPassword } from './passwords.js';

test('four passwords are looked at and 200 wait; the next one, to be made or compared, is turned away', async () => {
  const cheap = await hash('correct horse battery', { memoryCost: 8, timeCost: 1, parallelism: 1 });
  const admitted = Array.from({ length: 204 }, () => verifyPassword(cheap, 'correct horse battery'));
  const refused = [verifyPassword(cheap, 'correct horse battery'), hashPassword('correct horse battery')];
  const outcomes = await Promise.allSettled(refused);
  expect(outcomes).toEqual(
    refused.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({ extensions: { code: 'UNAVAILABLE' } }),
    })),
  );
  expect(new Set(await Promise.all(admitted))).toEqual(new Set([true]));
});
