import { expect, test } from '@jest/globals';
import { plainTextOf } from './plain-text.js';
import { toSafeHtml } from './safe-html.js';

test.each([
  ['One *two*\n[three](https://e.org).', 'One two three.'],
  ['One\n\nTwo & <three>', 'One\n\nTwo & <three>'],
  ['# Head\n\n- one\n- two\n  1. three', 'Head\n\none\ntwo\n\nthree'],
  ['One  \nTwo', 'One\nTwo'],
  ['```\na  b\n\n  c\n```\nEnd', 'a  b\n\n  c\n\nEnd'],
  ['| a | b |\n|---|---|\n| c | d |', 'a\tb\nc\td'],
  ['> said\n\n---\n\nafter', 'said\n\nafter'],
  ['', ''],
  ['2 < 3 &amp; 4', '2 < 3 & 4'],
  ['سلام **دنیا**', 'سلام دنیا'],
])('the text of %j is %j', (markdown, text) => {
  expect(plainTextOf(toSafeHtml(markdown, 1_000_000))).toBe(text);
});
