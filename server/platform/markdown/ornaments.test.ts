import { expect, test } from '@jest/globals';
import { renderMarkdown } from './index.js';

const render = (markdown: string) => renderMarkdown(markdown).trim();

test('a line of tildes between two empty lines parts a story, and none of it becomes code', () => {
  expect(render('We slept.\n\n~~~\n\nWe *walked*.')).toBe('<p>We slept.</p>\n<p>~~~</p>\n<p>We <em>walked</em>.</p>');
  expect(render('One.\n\n~~~~~\n\nTwo.\n\n~~~~~\n\nThree.')).not.toContain('<pre');
  expect(render('The end.\n\n~~~')).toBe('<p>The end.</p>\n<p>~~~</p>');
});

test.each([
  ['~~~\ncode\n~~~', 'code\n'],
  ['~~~\ncode\n\n~~~\n\ntext', 'code\n\n'],
  ['text\n~~~\ncode\n~~~', 'code\n'],
  ['~~~js\n\ncode\n~~~', '\ncode\n'],
])('%j is code', (markdown, code) => {
  expect(render(markdown)).toMatch(`>${code}</code></pre>`);
});
