import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import released from '../../migrations/released.json' with { type: 'json' };
import { inProject } from '../../scripts/lib/project.js';

const hashOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(inProject('migrations', file)))
    .digest('hex');

test.each(Object.entries(released))('%s is as it was when it was released', (file, hash) => {
  // Databases that ran it will not run it again: write a new migration instead.
  expect(hashOf(file)).toBe(hash);
});

test('new migrations come after all that were released', () => {
  const last = Object.keys(released).sort().at(-1)!;
  const others = readdirSync(inProject('migrations')).filter((file) => /^\d/.test(file) && !(file in released));
  expect(others.filter((file) => file < last)).toEqual([]);
});
