import { expect, test } from '@jest/globals';
import { derive } from './derive.js';
import { excerptOf, readingTime, toSafeHtml } from './index.js';

test.each([
  'The ferry goes at *six*, or when it is full.\n\n> Go tomorrow.',
  '- [ ] bread\n- [x] water\n  1. from the [well](https://example.org)\n\n# Late title',
  '| a | b |\n|---|---|\n| ![x](https://a.org/x.jpg) | `c` |\n\nA [reference][r].\n\n[r]: https://b.org',
  '',
])('what is read once is the same as read each time: %j', (markdown) => {
  expect(derive(markdown)).toEqual({
    html: toSafeHtml(markdown),
    excerpt: excerptOf(markdown),
    minutes: readingTime(markdown).minutes,
  });
});
