import { expect, test } from '@jest/globals';
import { renderMarkdown } from './index.js';

const render = (markdown: string) => renderMarkdown(markdown).trim();

test.each([
  ['It`s late and I`m tired', 'It`s late and I`m tired'],
  ['It`s `code` here', 'It`s <code dir="ltr">code</code> here'],
  ['l`été d`Oslo', 'l`été d`Oslo'],
  ['Uncle`s house and aunts` house', 'Uncle`s house and aunts` house'],
  ['I don`t know\nif it isn`t', 'I don`t know\nif it isn`t'],
  ['use `npm install` now', 'use <code dir="ltr">npm install</code> now'],
  ['use`npm install` now', 'use<code dir="ltr">npm install</code> now'],
  ['a`b`c', 'a<code dir="ltr">b</code>c'],
  ['运行`npm install`即可', '运行<code dir="ltr">npm install</code>即可'],
])('%j', (markdown, html) => {
  expect(render(markdown)).toBe(`<p>${html}</p>`);
});
