import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween } from './changes-between.js';

it('makes the other text, and leaves lines that stay where they are', () => {
  expect(changesBetween('one\n\nmine', 'one!\n\nmine\n\nlast')).toEqual([
    { from: 3, to: 3, insert: '!' },
    { from: 9, to: 9, insert: '\n\nlast' },
  ]);
  const text = fc.array(fc.constantFrom('a', 'b', '\n', '\n\n', 'c')).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      let made = '';
      let at = 0;
      for (const { from, to, insert } of changesBetween(before, after)) {
        made += before.slice(at, from) + insert;
        at = to;
      }
      expect(made + before.slice(at)).toBe(after);
    }),
  );
});
