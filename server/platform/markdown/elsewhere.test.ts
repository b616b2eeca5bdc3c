import { expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { htmlElsewhere } from './elsewhere.js';
import { toSafeHtml } from './safe-html.js';

const PAGE = 'https://wander.example.com/stories/a-walk';
const elsewhere = (markdown: string): string => htmlElsewhere(toSafeHtml(markdown), PAGE);
const linksOf = (html: string) =>
  [...new JSDOM(html).window.document.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.textContent]);

test('links within Wander and within the page are whole; those that are whole stay', () => {
  const html = elsewhere('[a](/tags/tides) [b](#part) [c](https://example.org/x#y) [d](mailto:a@example.org)');
  expect(linksOf(html)).toEqual([
    ['https://wander.example.com/tags/tides', 'a'],
    [`${PAGE}#part`, 'b'],
    ['https://example.org/x#y', 'c'],
    ['mailto:a@example.org', 'd'],
  ]);
});

test('a picture of another site is a link that says where it leads, with nothing that needs a script', () => {
  const html = elsewhere(
    'Look: ![the "old" <pier>](https://pictures.example.org/a.jpg?x=1&y=2) and ![](https://b.example.org/)',
  );
  expect(linksOf(html)).toEqual([
    ['https://pictures.example.org/a.jpg?x=1&y=2', 'Picture from pictures.example.org: the "old" <pier>'],
    ['https://b.example.org/', 'Picture from b.example.org'],
  ]);
  expect(html).not.toMatch(/<img|<button|<span|data-/);
});

test('a picture within a link follows it', () => {
  const html = elsewhere('[![a](https://b.example.org/c.png)](/tags/x)');
  expect(linksOf(html)).toEqual([
    ['https://wander.example.com/tags/x', 'a'],
    ['https://b.example.org/c.png', 'Picture from b.example.org: a'],
  ]);
});

test('what only looks like HTML stays text', () => {
  const text = '`<a href="/x">` and <a href="/y"> and href="/z" and <span class="outside" data-src="/" data-alt="">';
  expect(elsewhere(text)).toBe(toSafeHtml(text));
});
