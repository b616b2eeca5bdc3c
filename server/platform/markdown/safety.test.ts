import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { renderMarkdown, toSafeHtml } from './index.js';
import { sanitised } from './safe-html.js';

const TAGS = new Set(
  (
    'p br hr h2 h3 h4 h5 h6 blockquote ul ol li pre code em strong del a table thead tbody tr th td ' +
    'small sup section'
  ).split(' '),
);
const ATTRIBUTES: Record<string, RegExp> = {
  'a href': /^(https?:\/\/|mailto:|tel:|geo:|\/(?![\\/])|#)/,
  'a title': /(?:)/,
  'a class': /^outside-picture$/,
  'a id': /^user-content-fnref-\d+(-\d+)?$/,
  'a rel': /^nofollow ugc noopener( noreferrer)?$/,
  'a role': /^doc-(noteref|backlink)$/,
  ...Object.fromEntries([2, 3, 4, 5, 6].map((level) => [`h${level} id`, /^user-content-[\p{L}\p{M}\p{N}\p{Pc}-]+$/u])),
  'li id': /^user-content-fn-\d+$/,
  'li class': /^task-list-item$/,
  'ol start': /^\d+$/,
  'pre dir': /^ltr$/,
  'code dir': /^ltr$/,
  'code class': /^language-[\w+#.-]{1,30}$/,
  'section class': /^footnotes$/,
  'section role': /^doc-endnotes$/,
  'th align': /^(left|center|right)$/,
  'td align': /^(left|center|right)$/,
};

const { document } = new JSDOM('<body></body>').window;

function parse(html: string) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template;
}

/** What a browser would find in this HTML that Wander never writes. */
function strangers(html: string): string[] {
  return [...parse(html).content.querySelectorAll('*')].flatMap((element) => {
    const tag = element.localName;
    if (!TAGS.has(tag)) return [`<${tag}>`];
    return [...element.attributes]
      .filter(({ name, value }) => !ATTRIBUTES[`${tag} ${name}`]?.test(value))
      .map(({ name, value }) => `<${tag} ${name}="${value}">`);
  });
}

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<form action=javascript:alert(1)><button>x',
  '<b onmouseover=alert(1)>x',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<style>@import "https://evil.org/a.css"</style>',
  '<base href="https://evil.org/">',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<pre><img src=x onerror=alert(1)></pre>',
  '<div\n\nonclick="alert(1)">x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](<java\tscript:alert(1)>)',
  '[x](javascript&colon;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&#58;alert&#40;1&#41;)',
  '[x](&#0000106avascript:alert(1))',
  '[x](java&Tab;script:alert(1))',
  '[x](java&NewLine;script:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](%6Aavascript:alert(1))',
  '[x](javascript%3Aalert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](file:///etc/passwd)',
  '[x](blob:https://a.org/1)',
  '[x](//evil.org/a)',
  '[x](/\\evil.org/a)',
  '[x](\\\\evil.org/a)',
  '[x](/&#92;evil.org)',
  '[x](https://a.org "\\" onmouseover=\\"alert(1)")',
  '[x](https://a.org \'a" onmouseover=alert(1) b="\')',
  '[x](https://a.org "&quot; onmouseover=alert(1)")',
  '[x](https://a.org/"onmouseover="alert(1))',
  '[x](<https://a.org/" onmouseover="alert(1)>)',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[y]\n\n[y]: <javascript:alert(1)> "t"',
  '[x][y]\n\n[y]: https://a.org "\\" onclick=alert(1)"',
  '<javascript:alert(1)>',
  '<javascript:alert(1)//@a.org>',
  '<data:text/html,x>',
  'javascript:alert(1)',
  'ftp://a.org www.a.org/"onclick=alert(1)',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,AA)',
  '![" onerror="alert(1)](https://a.org/a.jpg)',
  '![&quot; onerror=alert(1)](https://a.org/a.jpg)',
  '![<img src=x onerror=alert(1)>](https://a.org/a.jpg)',
  '![x](https://a.org/"onerror="alert(1))',
  '![x](https://<b>evil</b>.org/a.jpg)',
  '![x](<https://a.org/a.jpg"><script>alert(1)</script>>)',
  '[![x](https://a.org/a.jpg "t\\"><script>")](javascript:alert(1))',
  '``` "><script>alert(1)</script>\nx\n```',
  '```js" onclick="alert(1)\nx\n```',
  '```html\n</code></pre><script>alert(1)</script>\n```',
  '`</code><script>alert(1)</script>`',
  '# <img src=x onerror=alert(1)>',
  '| a | <img src=x onerror=alert(1)> |\n|---|:"><script>-|\n| [x](javascript:alert(1)) | b |',
  '- [x](javascript:alert(1))\n- <img src=x onerror=alert(1)>',
  '> <img src=x onerror=alert(1)>',
  '*<img src=x* onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '&amp;lt;script&amp;gt;',
  '<span class="outside" data-src="javascript:alert(1)">x</span>',
  '<button type="submit" formaction="javascript:alert(1)">x</button>',
  'a\u0000<scr\u0000ipt>',
  '[x](tel:"onclick="alert(1))',
  '[x](<tel:+49" onclick="alert(1)>)',
  '[x](<geo:0,0" onclick="alert(1)>)',
  '[x](<mailto:a@b.org" onclick="alert(1)>)',
  '[x](https:javascript:alert(1))',
  '[x](https:\\\\evil.org" onclick="alert(1))',
  '[x](<java script:alert(1)>)',
  '[x](<\\javascript:alert(1)>)',
  '[x](<javascript\\:alert(1)>)',
  '[x](/&Tab;/evil.org)',
  '[x](/.//evil.org)',
  '[x](</\\evil.org>)',
  '[x](</ /evil.org>)',
  '[x](#"onclick="alert(1))',
  '[x](<#" onclick="alert(1)>)',
  '# " onclick="alert(1)\n\n[x](<#" onclick="alert(1)>)',
  '# <img src=x onerror=alert(1)>\n\n[x](#img-srcx-onerroralert1)',
  'x[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: <img src=x onerror=alert(1)>',
  'x[^1]\n\n[^1]: [y](javascript:alert(1))',
  '[x](#\ud800)\n\n# \ud800',
  '- [x] <img src=x onerror=alert(1)>',
  '<tel:+49"onclick="alert(1)> <geo:0,0"onclick="alert(1)>',
  'https://a.org/"onclick="alert(1)。 www.a.org"onclick="alert(1)（',
  '<a href="/x" class="outside-picture" onclick="alert(1)">x</a>',
];

describe.each([
  ['renderMarkdown', renderMarkdown],
  ['toSafeHtml', toSafeHtml],
])('%s', (_, render) => {
  test.each(ATTACKS)('disarms %j', (markdown) => {
    expect(strangers(render(markdown))).toEqual([]);
  });

  test('makes nothing but what Wander writes, of any text', () => {
    const pieces = [
      ...ATTACKS,
      ...'<>"\'&`*_~[]()!#|-+:;/\\= \n\t',
      '\n\n',
      'a',
      '1.',
      '](',
      '![',
      '&#',
      'https://a.org',
    ];
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    // On failure fast-check names its seed and the smallest such text.
    fc.assert(
      fc.property(text, (markdown) => {
        expect(strangers(render(markdown))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('whatever the renderer would write, nothing else than Wander writes is left', () => {
  const pieces = [
    '<p>',
    '</p>',
    '<em>',
    'a',
    ' ',
    '<',
    '>',
    '</',
    '/>',
    '&lt;',
    '&lt',
    '&#60;',
    '&quot;',
    '"',
    '=',
    '<!--',
    '-->',
  ];
  const hostile = [
    '<script>alert(1)</script>',
    '<p onclick="a">',
    '<em\tid=a>',
    '<P\nstyle=a>',
    '<pp>',
    '<ul/onload=a>',
    '<svg/>',
  ];
  const html = fc.array(fc.constantFrom(...pieces, ...hostile), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(html, (text) => {
      expect(strangers(sanitised(text))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('the sanitiser takes nothing away from what the renderer writes', () => {
  const pieces = [
    'a ',
    '*b* ',
    '[c](https://a.org) ',
    '![d](https://b.org/x) ',
    '\n\n',
    '> ',
    '- ',
    '# ',
    '`e` ',
    '\n',
  ];
  const words = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(words, (markdown) => {
      expect(parse(toSafeHtml(markdown)).innerHTML).toBe(parse(renderMarkdown(markdown)).innerHTML);
    }),
    { numRuns: 200 },
  );
});
