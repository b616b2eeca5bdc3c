import { expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { LIMITS } from '../limits.js';
import { excerptOf, readingTime, renderMarkdown, toSafeHtml } from './index.js';

const LENGTH = 50_000;
const fill = (piece: string) => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
const staircase = Array.from({ length: 300 }, (_, step) => `${' '.repeat(step)}- a`).join('\n');

const benign = fill('The road to the *island* is [the sea](https://example.org). You have `three` hours.\n\n');

const hostile: Record<string, string> = {
  '2,000 nested quotes': `${'> '.repeat(2_000)}a`,
  '25,000 nested quotes': fill('> '),
  'nested lists on one line': fill('1. '),
  'lists that step in': staircase,
  'quotes within lists': fill('- > '),
  'lists within quotes, with loose lines': fill('> - a\nb\n'),
  'quotes of changing depth': fill('> a\n>> b\n'),
  'loose quotes': fill('> > a\nb\n'),
  'open brackets': fill('['),
  'nested brackets': '['.repeat(LENGTH / 2) + ']'.repeat(LENGTH / 2),
  'nested links': '['.repeat(10_000) + 'a' + '](b)'.repeat(10_000),
  'open links': fill('[a]('),
  'escaped brackets': fill('\\['),
  'nested emphasis': '*a **b '.repeat(3_500) + 'c** d*'.repeat(3_500),
  'emphasis that never ends': fill('a**b'),
  'marks without words': fill('*_'),
  'emphasis that overlaps': fill('*a**a'),
  'struck out': fill('~~a '),
  backticks: Array.from({ length: 310 }, (_, i) => '`'.repeat(i + 1)).join(' '),
  'exclamation marks': fill('!'),
  'one word': fill('a'),
  'an address of dots': `http://a${fill('.!')}<`,
  'addresses without an end': fill('www.'),
  'half an e-mail address': fill('a@a.'),
  'broken tags': fill('<a href="'),
  'open comments': fill('<!--'),
  ampersands: fill('&#x'),
  'a table of 75 million cells': `${'|a'.repeat(5_000)}\n${'|-'.repeat(5_000)}\n${'a\n'.repeat(15_000)}`,
  'a long address, referred to 8,000 times': `[a]: https://b/${'x'.repeat(25_000)}\n\n${'[a]'.repeat(8_000)}`,
  'definitions with open titles': fill('[a]: b "\n'),
  'pictures by reference': `[a]: https://b.org\n\n${fill('![a]')}`,
  'underlined headings': fill('a\n=\n'),
  fences: fill('```\n'),
  'spaces and tabs': `a${fill(' \t')}b`,
  'spaces in a heading': `# a${fill(' ')}b`,
  'spaces in the words for a picture': `![a${fill(' ')}b](https://b.org)`,
  'names of a heading': `# ${fill('{#a ')}b`,
  'carriage returns': fill('\r\n'),
};

test.each(Object.entries(hostile))('%s: an answer of bounded size', (_, markdown) => {
  const html = toSafeHtml(markdown);
  expect(html.length).toBeLessThan(30 * LENGTH);
  expect(excerptOf(markdown).length).toBeLessThanOrEqual(500);
  expect(readingTime(markdown).minutes).toBeGreaterThanOrEqual(1);
});

test('spaces are read as fast as words', () => {
  const timeOf = (markdown: string) =>
    Math.min(
      ...Array.from({ length: 3 }, () => {
        const start = performance.now();
        renderMarkdown(markdown);
        return performance.now() - start;
      }),
    );
  const words = timeOf(`# a${fill(' b')}`);
  for (const name of ['spaces in a heading', 'spaces in the words for a picture', 'names of a heading'])
    expect(timeOf(hostile[name]!)).toBeLessThan(words * 20 + 20);
});

test('a table has as many cells as there may be, and the rest is plain', () => {
  const rows = (count: number) => `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(count)}`;
  const { document } = new JSDOM(renderMarkdown(rows(6_000))).window;
  expect(document.querySelectorAll('td, th').length).toBeLessThanOrEqual(LIMITS.text.tableCells);
  expect(document.querySelector('table + p')?.textContent).toContain('|c|d|\n|c|d|');
  expect(renderMarkdown(hostile['a table of 75 million cells']!)).not.toContain('<table');
});

test('an address can be referred to often, until its characters would fill the page', () => {
  const html = renderMarkdown(hostile['a long address, referred to 8,000 times']!);
  expect(html.match(/<a /g)?.length).toBeGreaterThan(5);
  expect(html.trimEnd().endsWith('aaaa</p>')).toBe(true);
});

test('a text within the limits is untouched by them', () => {
  const quotes = `${'> '.repeat(15)}a`;
  expect(renderMarkdown(quotes).match(/<blockquote>/g)).toHaveLength(15);
  expect(renderMarkdown(benign).match(/<a /g)?.length).toBeGreaterThan(550);
  const onePassage = benign.replaceAll('\n\n', ' ');
  expect(renderMarkdown(onePassage).match(/<em>/g)?.length).toBeGreaterThan(550);
});

test('emphasis, lists and footnotes within each other are bounded too', () => {
  const depthOf = (html: string, selector: string) => {
    const all = [...new JSDOM(html).window.document.querySelectorAll(selector)];
    const depth = (element: Element | null): number =>
      element ? 1 + depth(element.parentElement!.closest(selector)) : 0;
    return Math.max(...all.map(depth));
  };
  expect(depthOf(renderMarkdown(hostile['nested emphasis']!), 'em, strong')).toBe(LIMITS.text.markdownDepth);
  expect(depthOf(renderMarkdown(hostile['lists that step in']!), 'ul')).toBeLessThanOrEqual(LIMITS.text.markdownDepth);
  const footnotes = `[^0]\n\n${Array.from({ length: 40 }, (_, n) => `${'    '.repeat(n)}[^${n}]: x [^${n + 1}]`).join('\n')}`;
  expect(renderMarkdown(footnotes)).toContain('user-content-fn-20');
});

test('nesting deeper than the limit stays on the page as it was typed', () => {
  const html = renderMarkdown(`${'> '.repeat(2_000)}the end`);
  expect(html).toContain('the end');
  expect(html.match(/<blockquote>/g)).toHaveLength(20);
});
