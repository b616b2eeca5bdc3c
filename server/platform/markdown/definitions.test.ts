import { expect, test } from '@jest/globals';
import { renderMarkdown } from './index.js';

const render = (markdown: string) => renderMarkdown(markdown).trim();

test.each([
  ['what people said', '[Ana]: Hello\n[Ben]: Hi', '<p>[Ana]: Hello<br>\n[Ben]: Hi</p>'],
  ['news', '[Update]: cancelled', '<p>[Update]: cancelled</p>'],
  ['what is said in a quote', '> [Ana]: Hello', '<blockquote>\n<p>[Ana]: Hello</p>\n</blockquote>'],
  ['an address', 'a\n\n[b]: https://e.com', '<p>a</p>'],
  ['a path', 'a\n\n[b]: /tags/tides "c"', '<p>a</p>'],
  ['what is referred to', '[Ana]\n\n[ana]: Hello', '<p>Ana</p>'],
])('a label and %s', (_, markdown, html) => {
  expect(render(markdown)).toBe(html);
});
