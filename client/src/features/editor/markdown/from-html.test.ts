import { expect, it } from '@jest/globals';
import { renderMarkdown } from '../../../../../server/platform/markdown/render.js';
import { markdownFromHtml } from './from-html.js';

it.each([
  [
    'Google Docs',
    '<meta charset="utf-8"><b style="font-weight:normal"><h2><span style="font-weight:400">Day one</span></h2><p><span>We took </span><a href="https://example.org/x"><span>the ferry</span></a><span style="font-weight:700"> and slept </span><span style="font-style:italic">late</span>.</p><br><ul><li><p>bread</p></li><li><p>tea</p></li></ul></b>',
    '## Day one\n\nWe took [the ferry](https://example.org/x) **and slept** *late*.\n\n- bread\n- tea',
  ],
  [
    'Word',
    '<p class="MsoNormal">First.<o:p></o:p></p><p class="MsoNormal">Second<br>line.</p><p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp; </span></span>bread</p><p class="MsoListParagraph"><span>1.<span>&nbsp;&nbsp; </span></span>tea</p>',
    'First.\n\nSecond\\\nline.\n\n- bread\n\n1. tea',
  ],
  [
    'a page',
    '<h1>Title</h1><div>Text<div>more</div></div><blockquote><p>a</p><p>b</p></blockquote><hr><ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol><pre>x = 1\n</pre>',
    '## Title\n\nText\n\nmore\n\n> a\n>\n> b\n\n---\n\n3. three\n   - inner\n4. four\n\n```\nx = 1\n```',
  ],
  [
    'a table',
    '<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>',
    '| a | b\\|c |\n| --- | --- |\n| 1 |  |',
  ],
  [
    'an address',
    '<p><a href="https://example.org">https://example.org</a> and <b>x</b></p>',
    'https://example.org and **x**',
  ],
  [
    'a picture',
    '<p>a <i>b</i> <img src="https://example.org/p.jpg" alt="A boat"></p>',
    'a *b* ![A boat](https://example.org/p.jpg)',
  ],
  ['a picture alone', '<img src="https://example.org/p.jpg" alt="">', '![](https://example.org/p.jpg)'],
  ['a picture of an emoji', '<p>a <b>b</b> <img src="https://example.org/1f600.png" alt="😀"></p>', 'a **b** 😀'],
  ['what is struck', '<p>ten <s>nine</s></p><p>b</p>', 'ten ~~nine~~\n\nb'],
  ['a link to nowhere', '<p><a href="javascript:alert(1)">a</a> <a href="#x">b</a></p>', 'a b'],
  ['a break at the end of bold', '<p><b>Title<br></b>text</p>', '**Title**\\\ntext'],
  ['a break at the start of italics', '<p>a<i><br>b</i></p>', 'a\\\n*b*'],
  ['two breaks within bold', '<p><b>a<br><br>b</b></p>', '**a**\n\n**b**'],
  [
    'a break at the end of a link',
    '<p><a href="https://example.org/y">x<br></a>z</p>',
    '[x](https://example.org/y)\\\nz',
  ],
  ['bold beside bold', '<p><b>a</b><b>b</b> <b>c </b><span style="font-weight:700">d</span></p>', '**ab** **c d**'],
  ['bold beside bold italics', '<p><b>a</b><i><b>b</b></i></p>', '**a*b***'],
  ['bold that overlaps italics', '<p><b>a<i>b</i></b><i>c</i><i> d</i></p>', '**a*b***c *d*'],
  ['a bold word in a heading', '<h2><b>a</b> or <b>b</b></h2>', '## **a** or **b**'],
  ['what is not bold within bold', '<b>a <span style="font-weight: 400">b</span></b>', '**a** b'],
  ['oblique words', '<span style="font-style: oblique">a</span>', '*a*'],
  ['lines kept by their style', '<div style="white-space: pre-wrap"><b>a\nb</b>\n\nc</div>', '**a**\\\n**b**\n\nc'],
  ['lines that a style joins', '<div style="white-space: normal"><b>a\nb</b></div>', '**a b**'],
  ['a fence within code', '<h2>a</h2><pre>a\n```\nb\n````\n</pre>', '## a\n\n`````\na\n```\nb\n````\n`````'],
  ['a list within no item', '<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n  - b'],
])('%s keeps what it means', (_name, html, markdown) => {
  expect(markdownFromHtml(html)).toBe(markdown);
});

it.each([
  [
    'code',
    '<meta charset="utf-8"><div style="font-family: monospace; white-space: pre;"><div><span style="font-weight:bold"># not a title</span></div></div>',
  ],
  ['code in bold', '<pre style="font-family: monospace"><b>if</b> x</pre>'],
  ['plain words', '<span>one two</span>'],
  [
    'plain words from Chrome',
    '<span style="font-style: normal; font-weight: 400; white-space: normal; display: inline !important">2*3*4</span>',
  ],
  ['plain words from Google Docs', '<b style="font-weight:normal"><span style="font-weight:400">2*3*4</span></b>'],
  ['nothing', '<p></p><p></p>'],
])('%s is what its plain text is', (_name, html) => {
  expect(markdownFromHtml(html)).toBeUndefined();
});

it.each([
  '2 * 3 * 4',
  '*stars*',
  'snake_case _x_',
  '# one',
  '- one',
  '* one',
  '*',
  '-',
  '1.',
  '_ _ _',
  '3. one',
  '[x](y)',
  '<b>',
  '`a`',
  '~~a~~',
  'a\\*b',
  '> a',
  '---',
  '1) a',
  '¯\\_(ツ)_/¯',
])('%s is read as it was', (text) => {
  const element = document.createElement('p');
  element.textContent = text;
  const html = renderMarkdown(markdownFromHtml(`<h2>a</h2>${element.outerHTML}`)!);
  const shown = new DOMParser().parseFromString(html, 'text/html').querySelector('p');
  expect(shown?.textContent).toBe(text);
  expect(shown?.children).toHaveLength(0);
});

it.each([
  ['<p><b>Title<br></b>text</p>', '<strong>Title</strong><br>text'],
  ['<p><a href="https://example.org/y">x<br></a>z</p>', '<a>x</a><br>z'],
  ['<p><b><a href="https://example.org/y">x<br></a></b>z</p>', '<strong><a>x</a></strong><br>z'],
  ['<p><b>a</b><b>b</b></p>', '<strong>ab</strong>'],
  ['<p><b>a</b><i>b</i><b>c</b></p>', '<strong>a</strong><em>b</em><strong>c</strong>'],
  ['<p><b>a</b><i><b>b</b></i></p>', '<strong>a<em>b</em></strong>'],
  ['<p><b>a<i>b</i></b><i>c</i></p>', '<strong>a<em>b</em></strong>c'],
  ['<p><i>a<b>b</b></i><b>c</b></p>', '<em>a<strong>b</strong></em>c'],
  ['<p><b>a\\<br>b</b></p>', '<strong>a\\</strong><br><strong>b</strong>'],
  ['<p><a href="*a*">*a*</a></p>', '*a*'],
  ['<p><a href="https://example.org/*a*">https://example.org/*a*</a></p>', '<a>https://example.org/*a*</a>'],
  ['<p><a href="https://example.org/a_b_">https://example.org/a_b_</a></p>', '<a>https://example.org/a_b_</a>'],
  [
    '<p><a href="https://example.org/~~a~~/_b_/c">https://example.org/~~a~~/_b_/c</a></p>',
    '<a>https://example.org/~~a~~/_b_/c</a>',
  ],
  ['<p><a href="https://example.org/a.">https://example.org/a.</a></p>', '<a>https://example.org/a.</a>'],
  ['<p><a href="mailto:a@example.org">mailto:a@example.org</a></p>', '<a>mailto:a@example.org</a>'],
  [
    '<p><b><a href="https://example.org/a">https://example.org/a</a></b></p>',
    '<strong><a>https://example.org/a</a></strong>',
  ],
])('%s shows the same', (html, shown) => {
  const { body } = new DOMParser().parseFromString(renderMarkdown(markdownFromHtml(html)!), 'text/html');
  const text = body
    .querySelector('p')!
    .innerHTML.replace(/<a [^>]*>/g, '<a>')
    .replaceAll('\n', '');
  expect(text).toBe(shown);
});

it('reads many breaks and spaces', () => {
  const markdown = markdownFromHtml(`<p><b>a${'<br>'.repeat(5_000)}${'&nbsp;'.repeat(5_000)}b</b></p>`)!;
  expect(markdown.startsWith('**a**\n\n')).toBe(true);
});
