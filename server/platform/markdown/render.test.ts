import { describe, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { renderMarkdown, toSafeHtml } from './index.js';

const REL = 'rel="nofollow ugc noopener"';

const render = (markdown: string) => renderMarkdown(markdown).trim();

describe('what a writer gets', () => {
  test.each([
    ['paragraphs', 'One\n\nTwo', '<p>One</p>\n<p>Two</p>'],
    ['emphasis', '*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>'],
    ['a quote', '> Let across.', '<blockquote>\n<p>Let across.</p>\n</blockquote>'],
    ['a list', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['a numbered list', '3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['a list of tasks', '- [x] a\n- [ ] b', '<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>'],
    ['a rule', '---', '<hr>'],
    ['a line break', 'a  \nb', '<p>a<br>b</p>'],
    ['code in a language', '```ts\na < b\n```', '<pre tabindex="0"><code class="language-ts">a &lt; b\n</code></pre>'],
    [
      'a table, in a box of its own',
      '| a | b |\n| - | -: |\n| 1 | 2 |',
      '<div class="tablewrap" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody></table></div>',
    ],
    ['a character reference', '&copy; &amp; &#65;', '<p>&copy; &amp; A</p>'],
    ['an escaped mark', '\\*a\\*', '<p>*a*</p>'],
    ['a link', '[a](https://example.org/x)', `<p><a href="https://example.org/x" ${REL}>a</a></p>`],
    ['a link within Wander', '[a](/tags/tides?x=1#y)', `<p><a href="/tags/tides?x=1#y" ${REL}>a</a></p>`],
    ['a link with a hint', '[a](https://a.org "b")', `<p><a href="https://a.org/" title="b" ${REL}>a</a></p>`],
    ['a link by reference', '[a][1]\n\n[1]: https://a.org', `<p><a href="https://a.org/" ${REL}>a</a></p>`],
    ['a bare address', 'https://a.org/b', `<p><a href="https://a.org/b" ${REL}>https://a.org/b</a></p>`],
    ['an e-mail address', '<a@a.org>', `<p><a href="mailto:a@a.org" ${REL}>a@a.org</a></p>`],
    ['HTML as text', 'a <b>c</b> <!-- d -->', '<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test('a table, its columns set as written', () => {
    expect(render('| a | b |\n| --- | ---: |\n| 1 | 2 |')).toContain('<td align="right">2</td>');
  });
});

describe('headings', () => {
  test('the highest of a text is h2, the next ones follow without a gap', () => {
    expect(render('# A\n\n### B\n\n###### C')).toBe('<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>');
    expect(render('## A\n\n### B')).toBe('<h2>A</h2>\n<h3>B</h3>');
    expect(render('> #### A\n\n- ##### B')).toContain('<h2>A</h2>');
  });

  test('six depths end at h6, and none is h1', () => {
    const html = render('# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f');
    expect(html).not.toContain('<h1');
    expect(html.match(/<h6>/g)).toHaveLength(2);
  });
});

describe('a picture from elsewhere', () => {
  const offer =
    '<span class="outside" data-src="https://photos.example.org/a.jpg" data-alt="A ferry"><span class="grow">A picture ' +
    'from <b>photos.example.org</b>. Showing it tells that site your address.</span><button class="btn quiet sm" ' +
    'type="button">Show picture</button></span>';

  test('is named and not loaded', () => {
    expect(render('![A ferry](https://photos.example.org/a.jpg)')).toBe(`<p>${offer}</p>`);
  });

  test('follows the link it was put into, since a button may not stand in one', () => {
    const html = render('[![A ferry](https://photos.example.org/a.jpg)](https://a.org)');
    expect(html).toBe(`<p><a href="https://a.org/" ${REL}>A ferry</a>${offer}</p>`);
  });

  test.each(['http://a.org/a.jpg', 'data:image/png;base64,AA', '/a.jpg', '//a.org/a.jpg', 'javascript:alert(1)'])(
    'is only its description when it is not from https: %s',
    (address) => {
      expect(render(`![A ferry](${address})`)).toBe('<p>A ferry</p>');
    },
  );
});

describe('the page and the preview', () => {
  const story = [
    '# Low tide & high tide',
    'It’s 11 o’clock: *walk*, don’t **run**. "Quoted" & <angled>. &copy; &hellip; 5 > 3',
    '> A quote\n> of two lines\n\n- a\n- [x] b\n  1. c\n  2. d',
    '[a](https://example.org/?a=1&b=2 "t & u") ![p](https://p.example.org/a.jpg?w=1&h=2) <https://b.org> www.c.org',
    '| a | b |\n| :-: | --- |\n| 1 \\| | `2` |',
    '```js\nif (a < b && c) "d";\n```\n\n---\n\na  \nb',
  ];

  // Two serialisers write one and the same document differently: `'` and `&#39;`, `<br>` and `<br />`.
  const asParsed = (html: string) => new JSDOM(`<body>${html}</body>`).window.document.body.innerHTML;

  test.each([...story, story.join('\n\n')])('are the same: %s', (markdown) => {
    expect(asParsed(toSafeHtml(markdown))).toBe(asParsed(renderMarkdown(markdown)));
  });
});
