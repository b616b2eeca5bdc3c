import { expect, test } from '@jest/globals';
import { explain, Mendable } from './command.js';

const failed = (code: string) => Object.assign(new Error(`${code}: mkdir '/wander/dist'`), { code });

test.each([
  ['EROFS', 'Mount it for writing'],
  ['ENOSPC', 'Free space'],
  ['EDQUOT', 'Free space'],
  ['EACCES', 'sudo chown'],
  ['EPERM', 'sudo chown'],
])('what a disk refuses is said with how to mend it: %s', (code, advice) => {
  const said = explain(failed(code));
  expect(said).toContain(`${code}: mkdir '/wander/dist'\n`);
  expect(said).toContain(advice);
});

test('what nobody foresaw is shown whole', () => {
  expect(explain(new Mendable('Set PORT.'))).toBe('Set PORT.');
  for (const error of [failed('EIO'), new TypeError('x'), 'x', undefined]) expect(explain(error)).toBe(error);
});
