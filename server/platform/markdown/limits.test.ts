import { expect, test } from '@jest/globals';
import { excerptOf, readingMinutes, renderMarkdown, toSafeHtml } from './index.js';

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
  'carriage returns': fill('\r\n'),
};

test.each(Object.entries(hostile))('%s: an answer of bounded size', (_, markdown) => {
  const html = toSafeHtml(markdown);
  expect(html.length).toBeLessThan(30 * LENGTH);
  expect(excerptOf(markdown).length).toBeLessThanOrEqual(500);
  expect(readingMinutes(markdown)).toBeGreaterThanOrEqual(1);
});

// Time is not asserted, for it is the machine's. What bounds it can be seen: the rest of the text, as it was typed.
test.each([
  ['lists within quotes, with loose lines', '&gt; - a\nb\n&gt; - a\nb\n</p>'],
  ['escaped brackets', '\\[\\[\\[</p>'],
  ['pictures by reference', '![a]![a]![a]</p>'],
  ['a long address, referred to 8,000 times', '[a][a][a][a]</p>'],
  ['a table of 75 million cells', 'a\na\na\na</p>'],
])('%s: plain from where it becomes too dear', (name, end) => {
  expect(renderMarkdown(hostile[name]!).trimEnd().slice(-end.length)).toBe(end);
});

test('a text within the limits is untouched by them', () => {
  const quotes = `${'> '.repeat(15)}a`;
  expect(renderMarkdown(quotes).match(/<blockquote>/g)).toHaveLength(15);
  expect(renderMarkdown(benign).match(/<a /g)?.length).toBeGreaterThan(550);
  const onePassage = benign.replaceAll('\n\n', ' ');
  expect(renderMarkdown(onePassage).match(/<em>/g)?.length).toBeGreaterThan(550);
});

test('nesting deeper than the limit stays on the page as it was typed', () => {
  const html = renderMarkdown(`${'> '.repeat(2_000)}the end`);
  expect(html).toContain('the end');
  expect(html.match(/<blockquote>/g)).toHaveLength(20);
});
