import { expect, test } from '@jest/globals';
import { plainTextOf } from './plain-text.js';
import { toSafeHtml } from './safe-html.js';

test.each([
  ['One *two*\n[three](https://e.org).', 'One two three.'],
  ['One\n\nTwo & <three>', 'One\n\nTwo & <three>'],
  ['# Head\n\n- one\n- two\n  1. three', 'Head\n\none\ntwo\n\n1. three'],
  ['3. Oktober war kalt.', '3. Oktober war kalt.'],
  ['3. Oktober\n\n7. Oktober', '3. Oktober\n\n7. Oktober'],
  ['1986. What a year.\n\nThen', '1986. What a year.\n\nThen'],
  ['1. one\n2. two\n   - a\n   1. b\n3. three', '1. one\n2. two\n\na\n\n1. b\n\n3. three'],
  ['8)\n9) b\n\n   c', '8.\n\n9. b\n\nc'],
  ['1. a[^1]\n\n[^1]: b', '1. a\n\nb'],
  ['One  \nTwo', 'One\nTwo'],
  ['```\na  b\n\n  c\n```\nEnd', 'a  b\n\n  c\n\nEnd'],
  ['| a | b |\n|---|---|\n| c | d |', 'a\tb\nc\td'],
  ['| a | b | c |\n|---|---|---|\n| d | | e |\n| | f | |\n| g | h | i |', 'a\tb\tc\nd\t\te\n\tf\ng\th\ti'],
  ['![A ferry](https://a.org/x.png)\nat dawn', 'A ferry at dawn'],
  ['![A ferry](https://a.org/x.png)\n*At dawn*', 'A ferry\nAt dawn'],
  ['> said\n\n---\n\nafter', 'said\n\nafter'],
  ['', ''],
  ['a ![A ferry](https://a.org/x.png) ![](https://a.org/x.png)', 'a A ferry'],
  ['a[^1]\n\n[^1]: b', 'a\n\nb'],
  ['2 < 3 &amp; 4', '2 < 3 & 4'],
  ['سلام **دنیا**', 'سلام دنیا'],
])('the text of %j is %j', (markdown, text) => {
  expect(plainTextOf(toSafeHtml(markdown))).toBe(text);
});
