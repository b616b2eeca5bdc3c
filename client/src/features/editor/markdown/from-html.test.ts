import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkdown } from '../../../../../server/platform/markdown/render.js';
import { applied } from './edit.js';
import { markdownFromHtml } from './from-html.js';
import { pasted, pastedHtml } from './pasted.js';

it.each([
  [
    'Google Docs',
    '<meta charset="utf-8"><b style="font-weight:normal"><h2><span style="font-weight:400">Day one</span></h2><p><span>We took </span><a href="https://example.org/x"><span>the ferry</span></a><span style="font-weight:700"> and slept </span><span style="font-style:italic">late</span>.</p><br><ul><li><p>bread</p></li><li><p>tea</p></li></ul></b>',
    '## Day one\n\nWe took [the ferry](https://example.org/x) **and slept** *late*.\n\n- bread\n- tea',
  ],
  [
    'Word',
    '<p class="MsoNormal">First.<o:p></o:p></p><p class="MsoNormal">Second<br>line.</p><p class="MsoListParagraph"><span>·<span>&nbsp;&nbsp; </span></span>bread</p><p class="MsoListParagraph"><span>1.<span>&nbsp;&nbsp; </span></span>tea</p>',
    'First.\n\nSecond\\\nline.\n\n- bread\n1. tea',
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
  ['bold that overlaps italics', '<p><b>a<i>b</i></b><i>c</i><i> d</i></p>', '**ab**c *d*'],
  ['a bold word in a heading', '<h2><b>a</b> or <b>b</b></h2>', '## **a** or **b**'],
  ['what is not bold within bold', '<b>a <span style="font-weight: 400">b</span></b>', '**a** b'],
  ['oblique words', '<span style="font-style: oblique">a</span>', '*a*'],
  ['lines kept by their style', '<div style="white-space: pre-wrap"><b>a\nb</b>\n\nc</div>', '**a**\\\n**b**\n\nc'],
  ['lines that a style joins', '<div style="white-space: normal"><b>a\nb</b></div>', '**a b**'],
  ['a fence within code', '<h2>a</h2><pre>a\n```\nb\n````\n</pre>', '## a\n\n`````\na\n```\nb\n````\n`````'],
  ['two paragraphs of an item', '<ul><li><p>a</p><p>b</p></li><li>c</li></ul>', '- a\n\n  b\n- c'],
  ['words behind a list in a list', '<ul><li>a<ul><li>b</li></ul>c</li></ul>', '- a\n  - b\n\n  c'],
  ['words behind a quote in a list', '<ul><li><blockquote>a</blockquote>b</li></ul>', '- > a\n\n  b'],
  ['items without their list', '<li>a</li><li>b</li>', '- a\n- b'],
  [
    'lists in lists of Word',
    '<p class=MsoListParagraphCxSpFirst style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Bread</p><p class=MsoListParagraphCxSpMiddle style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o<span>&nbsp; </span></span>Rye</p><p class=MsoListParagraphCxSpLast style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">a)<span>&nbsp; </span></span>Tea</p>',
    '- Bread\n  - Rye\n1. Tea',
  ],
  [
    'lists in lists of Word in a browser',
    '<div><ol><li aria-level="1"><p>a</p></li></ol></div><div><ul><li aria-level="2"><p>b</p></li></ul></div>',
    '1. a\n   - b',
  ],
  [
    'lists in lists of Slack',
    '<ol start="-1"><li data-stringify-indent="0">a</li></ol><ul><li data-stringify-indent="1">b</li></ul>',
    '0. a\n   - b',
  ],
  [
    'tasks',
    '<ul><li><input type="checkbox" checked> a</li><li>[ ] b</li><li role="checkbox" aria-checked="true"><p>c</p></li></ul>',
    '- [x] a\n- [ ] b\n- [x] c',
  ],
  ['lines of code', '<h2>a</h2><pre>a<br>b<div>c</div><div>d</div></pre>', '## a\n\n```\na\nb\nc\nd\n```'],
  [
    'a page with code',
    '<h2>a</h2><pre><code style="white-space: pre; color: red">b\nc</code></pre>',
    '## a\n\n```\nb\nc\n```',
  ],
  ['code with a backtick', '<p><b>a</b> <code>b`c</code><code></code></p>', '**a** ``b`c``'],
  ['code beside code', '<p><b>a</b> <code>b</code><code>c</code></p>', '**a** `bc`'],
  [
    'a table of words in blocks',
    '<table><caption>a</caption><tr><th>b</th><th>c</th></tr><tr><td><p>d</p><p>e</p></td><td>f<br>g</td></tr></table>',
    'a\n\n| b | c |\n| --- | --- |\n| d e | f g |',
  ],
  [
    'a table that places the parts of a letter',
    '<table><tr><td><table><tr><td><h1>a</h1><p>b</p></td></tr></table></td><td>- c</td></tr></table>',
    '## a\n\nb\n\n\\- c',
  ],
  ['what is struck by its style', '<p><span style="text-decoration: line-through">a</span> b</p>', '~~a~~ b'],
  ['quotation marks and readings', '<p><q>a</q> <b>b</b> <ruby>山<rt>やま</rt></ruby></p>', '“a” **b** 山（やま）'],
  ['nothing that is hidden', '<p><b>a</b><span hidden>b</span><span style="display: none">c</span></p>', '**a**'],
  ['a summary', '<details><summary>a</summary>b <b>c</b></details>', 'a\n\nb **c**'],
  [
    'a link around blocks',
    '<a href="https://example.org"><h3>a</h3><p>b</p></a>',
    '### [a](https://example.org)\n\n[b](https://example.org)',
  ],
  ['a bold number at the start', '<p><b>1.</b> Boil <i>all</i> the water</p>', '**1.** Boil *all* the water'],
  ['a number at the start of bold', '<p><b>3. Tag:</b> Von Bergen</p>', '**3. Tag:** Von Bergen'],
  ['a bold number behind a break', 'x<br><b>1.</b> y', 'x\\\n**1.** y'],
  ['code between comments', '<h2>a</h2><pre>x<!--v-if-->y<!-- --></pre>', '## a\n\n```\nxy\n```'],
  [
    'a blank line of code in a block',
    '<h2>a</h2><pre><div>a</div><div><br></div><div>b</div></pre>',
    '## a\n\n```\na\n\nb\n```',
  ],
  [
    'a blank line of code between blocks',
    '<h2>a</h2><pre><div>a</div><br><div>b</div></pre>',
    '## a\n\n```\na\n\nb\n```',
  ],
  ['blocks of code in blocks', '<h2>a</h2><pre>a<div><div>b</div>c</div>d</pre>', '## a\n\n```\na\nb\nc\nd\n```'],
  ['a space at the end of code', '<p>Run <code>npm </code>now</p>', 'Run `npm` now'],
  ['a space at the start of bold code', '<p>Run<b><code> npm</code></b></p>', 'Run **`npm`**'],
  ['code that is a space', '<p>a<code> </code>b</p>', 'a b'],
  ['a space between code', '<p><code>a</code><code> </code><code>b</code></p>', '`a b`'],
  ['a break within code', '<p>x <code>a<br>b</code></p>', 'x `a b`'],
  ['the number of an item', '<ol><li value="9">a</li><li>b</li></ol>', '9. a\n10. b'],
  ['what is no number', '<ol start="x"><li>a</li><li value="y">b</li></ol>', '1. a\n2. b'],
  ['a number too long', '<ol start="1234567890123"><li>a</li><li>b</li></ol>', '999999999. a\n999999999. b'],
  [
    'a list in a list that does not begin with 1',
    '<ul><li>a<ol start="5"><li>b</li><li>c</li></ol></li></ul>',
    '- a\n\n  5. b\n  6. c',
  ],
  [
    'a list in a list of Google Docs that does not begin with 1',
    '<ul><li>a</li><ol start="5"><li>b</li></ol></ul>',
    '- a\n\n  5. b',
  ],
  [
    'a list in a list of Word that does not begin with 1',
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>a</p><p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">5.</span>b</p><p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">6.</span>c</p>',
    '- a\n\n  5. b\n  6. c',
  ],
  ['a list beside the item of a number', '<ol><li>a</li><ul><li>b</li></ul></ol>', '1. a\n   - b'],
  ['an empty item in an item', '<ul><li>a<ul><li></li></ul></li></ul>', '- a'],
  ['empty items', '<ol><li>a<ol><li></li></ol></li><li> </li><li>b</li></ol>', '1. a\n3. b'],
  [
    'an empty item of Word',
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>a</p><p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o</span></p>',
    '- a',
  ],
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
  'a &copy; &#65; b',
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
  ['<p><b>Note:</b>a</p>', '<strong>Note</strong>:a'],
  ['<p>He said <i>“Yes.”</i>and left</p>', 'He said “<em>Yes.</em>”and left'],
  ['<p><b>Party 🎉</b>a</p>', '<strong>Party</strong> 🎉a'],
  ['<p><b>注意：</b>山</p>', '<strong>注意：</strong>山'],
  ['<p><i>.</i>(a)</p>', '.(a)'],
  ['<p>3<b>rd of May</b></p>', '3rd <strong>of May</strong>'],
  ['<p><b><a href="https://example.org/y">x</a></b>s</p>', '<a>x</a>s'],
  ['<p>Oh!<a href="https://example.org/y">x</a></p>', 'Oh!<a>x</a>'],
  ['<p><b>a</b> <span>*</span>b c<span>*</span></p>', '<strong>a</strong> *b c*'],
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

describe('whatever is marked', () => {
  const words = fc.constantFrom(
    ...[
      'a',
      'b c',
      ' ',
      ':',
      '(d)',
      '“e,”',
      '!',
      '.',
      '*',
      '_',
      '~~',
      '[',
      '🎉',
      '👩‍👧',
      '山',
      '、',
      '「水」',
      'ไทย',
      'نص',
      '\\',
      '5*6',
    ],
  );
  const around = fc.constantFrom('b', 'i', 's', 'span', 'code', 'a href="https://example.org/x"');
  const { html } = fc.letrec<{ html: string }>((tie) => ({
    html: fc.oneof(
      { maxDepth: 3 },
      words,
      fc.tuple(around, tie('html')).map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]}>`),
      fc.array(tie('html'), { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')),
    ),
  }));
  const textOf = (html: string) =>
    new DOMParser().parseFromString(html, 'text/html').body.textContent.replace(/\s+/g, '');
  const seed = process.env.CI === 'true' ? { seed: 1 } : {};

  it('no mark is seen', () => {
    fc.assert(
      fc.property(html, (inner) => {
        const paragraph = `<h2>x</h2><p>${inner}</p>`;
        expect(textOf(renderMarkdown(markdownFromHtml(paragraph)!))).toBe(textOf(paragraph));
      }),
      { numRuns: 300, interruptAfterTimeLimit: 8_000, ...seed },
    );
  });
});

it('reads many breaks and spaces', () => {
  const markdown = markdownFromHtml(`<p><b>a${'<br>'.repeat(5_000)}${'&nbsp;'.repeat(5_000)}b</b></p>`)!;
  expect(markdown.startsWith('**a**\n\n')).toBe(true);
});

describe('eight times the text takes about eight times as long', () => {
  const timeOf = (html: string) => {
    const tries = Array.from({ length: 5 }, () => {
      const start = performance.now();
      markdownFromHtml(html);
      return performance.now() - start;
    });
    return Math.min(...tries);
  };
  const address = `https://example.org/${'a'.repeat(1_000)}`;

  it.each([
    ['a bold word', (size: number) => `<p><b>a</b> ${'word '.repeat(size * 2_000)}</p>`],
    ['bold words', (size: number) => `<p><b>${'word '.repeat(size * 1_000)}</b></p>`],
    ['links', (size: number) => `<p>${`<a href="${address}">a</a> b `.repeat(size * 200)}</p>`],
  ])('%s', (_name, htmlOf) => {
    expect(timeOf(htmlOf(8)) / timeOf(htmlOf(1))).toBeLessThan(24);
  });
});

it.each([
  ['- ‹›', '<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
  ['  - ‹›', '<ul><li>a</li><li>b</li></ul>', '  - a\n  - b'],
  ['## ‹›', '<h2>a</h2>', '## a'],
  ['x ‹›y', '<h2>a</h2>', 'x \n\n## a\n\ny'],
  ['> x‹›', '<p>a <b>b</b></p><p>c</p>', '> xa **b**\n> \n> c'],
  ['- x ‹›', '<b>a</b>', '- x **a**'],
  ['x‹›y', '<b>a</b>', 'x**a**y'],
  ['x‹›y', '<b>a:</b>', 'x**a:** y'],
  ['x‹›', '<b>a b</b>', 'x **a b**'],
  ['**x ‹›y**', '<a href="https://example.org">a</a>', '**x [a](https://example.org)y**'],
  ['| x | y |\n| --- | --- |\n| ‹›z |  |', '<p>a</p><p><b>b</b></p>', '| x | y |\n| --- | --- |\n| a **b** z |  |'],
  ['| x | y |\n| --- | --- |\n| ‹› |  |', '<p>a<br><b>b|c</b></p>', '| x | y |\n| --- | --- |\n| a **b\\|c** |  |'],
  ['| x | y |\n| --- | --- |\n| ‹› |  |', '<h2>a</h2>', '| x | y |\n| --- | --- |\n| a |  |'],
  ['| x | y |\n| --- | --- |\n| z‹› |  |', '<ul><li>a</li><li>b</li></ul>', '| x | y |\n| --- | --- |\n| z a b |  |'],
  ['- | x | ‹› |\n  | --- | --- |', '<ul><li>a</li></ul>', '- | x | a |\n  | --- | --- |'],
  ['x | y\n--- | ---\n‹›z |', '<ol><li>- a</li></ol><pre>b\n</pre>', 'x | y\n--- | ---\n\\- a b z |'],
  [
    '| x | y |\n| --- | --- |\n| ‹› |  |',
    '<table><tr><th>a</th><th><code>b|c</code></th></tr><tr><td>d</td><td>e</td></tr></table>',
    '| x | y |\n| --- | --- |\n| a `b\\|c` d e |  |',
  ],
])('in %s %s is %s', (marked, html, after) => {
  const at = marked.indexOf('‹');
  const text = marked.replace('‹›', '');
  expect(applied(text, pastedHtml(text, at, at, html)!)).toBe(after);
});

it('in code, a link or with nothing for a row of a table it is what its plain text is', () => {
  expect(pastedHtml('a `b`', 4, 4, '<b>c</b>')).toBeUndefined();
  expect(pastedHtml('| a |\n| --- |\n|  |', 15, 15, '<table><tr><td></td><td></td></tr></table>')).toBeUndefined();
  expect(pastedHtml('[a](https://example.org)', 1, 1, '<a href="https://example.org/x">c</a>')).toBeUndefined();
  const data = { getData: (type: string) => (type === 'text/plain' ? 'https://example.org/a(b' : '') } as DataTransfer;
  expect(applied('[a]()', pasted('[a]()', 4, 4, data)!)).toBe('[a](https://example.org/a%28b)');
});
