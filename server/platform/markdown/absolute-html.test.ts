import { expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { absoluteHtml, absoluteHtmlElsewhere } from './absolute-html.js';
import { toSafeHtml } from './safe-html.js';

const PAGE = 'https://wander.example.com/stories/a-walk';
const linksOf = (html: string) =>
  [...new JSDOM(html).window.document.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.textContent]);

const TEXT = '[a](/tags/tides) [b](#part) [c](https://example.org/x#y) [d](mailto:a@example.org)\n\n# Part';

test('links within Wander are whole, and those within the text lead to its ids', () => {
  expect(linksOf(absoluteHtml(toSafeHtml(TEXT), 'https://wander.example.com'))).toEqual([
    ['https://wander.example.com/tags/tides', 'a'],
    ['#user-content-part', 'b'],
    ['https://example.org/x#y', 'c'],
    ['mailto:a@example.org', 'd'],
  ]);
});

test('where ids mean nothing, links within the text lead to its page', () => {
  expect(linksOf(absoluteHtmlElsewhere(toSafeHtml(TEXT), PAGE)).slice(0, 2)).toEqual([
    ['https://wander.example.com/tags/tides', 'a'],
    [`${PAGE}#user-content-part`, 'b'],
  ]);
});

test('what only looks like HTML stays text', () => {
  const text = '`<a href="/x">` and <a href="/y"> and href="/z" and <a href="#z">';
  expect(absoluteHtmlElsewhere(toSafeHtml(text), PAGE)).toBe(toSafeHtml(text));
});
