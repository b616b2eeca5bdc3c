import { expect, test } from '@jest/globals';
import { renderMarkdown } from './index.js';

const render = (markdown: string) => renderMarkdown(markdown).trim();

test.each([
  ['¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
  ['¯\\\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
  ['¯\\\\\\_(ツ)_/¯', '¯\\_(ツ)_/¯'],
  ['\\(^o^)/', '\\(^o^)/'],
  ['(*^_^*)', '(*^_^*)'],
  ["(*'ω'*)", "(*'ω'*)"],
  ['嬉しい(*´∀｀*)ありがとう(*´∀｀*)', '嬉しい(*´∀｀*)ありがとう(*´∀｀*)'],
  ['（*≧▽≦*）', '（*≧▽≦*）'],
  ['*_* and *.*', '*_* and *.*'],
  ['haha >_< sorry >_<', 'haha &gt;_&lt; sorry &gt;_&lt;'],
  ['^_^ and ^_^', '^_^ and ^_^'],
  ['>_<', '&gt;_&lt;'],
  ['>:(', '&gt;:('],
  ['>.< no', '&gt;.&lt; no'],
  ['*(a)* (*a*) (*a b*)', '<em>(a)</em> (<em>a</em>) (<em>a b</em>)'],
  ['\\(x) \\[y](z)', '(x) [y](z)'],
  ['_a_-_b_', '<em>a</em>-<em>b</em>'],
])('%s stays as it was typed', (markdown, html) => {
  expect(render(markdown)).toBe(`<p>${html}</p>`);
});

test.each(['> :)', '>quoted', '>: a'])('%s is a quote', (markdown) => {
  expect(render(markdown)).toContain('<blockquote>');
});
