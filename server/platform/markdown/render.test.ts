import { describe, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { renderMarkdown, toSafeHtml } from './index.js';

const REL = 'rel="nofollow ugc noopener"';

const render = (markdown: string) => renderMarkdown(markdown).trim();

const link = (address: string, text: string) => `<a href="${address}" ${REL}>${text}</a>`;

describe('what a writer gets', () => {
  test.each([
    ['paragraphs', 'One\n\nTwo', '<p>One</p>\n<p>Two</p>'],
    ['emphasis', '*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code dir="ltr">d</code></p>'],
    ['a quote', '> Let across.', '<blockquote>\n<p>Let across.</p>\n</blockquote>'],
    ['a list', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['a numbered list', '3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['a rule', '---', '<hr>'],
    ['a line break', 'a  \nb', '<p>a<br>\nb</p>'],
    ['code in a language', '```ts\na < b\n```', '<pre dir="ltr"><code class="language-ts">a &lt; b\n</code></pre>'],
    [
      'a table',
      '| a | b |\n| - | -: |\n| 1 | 2 |',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['a character reference', '&copy; &amp; &#65;', '<p>© &amp; A</p>'],
    ['an escaped mark', '\\*a\\*', '<p>*a*</p>'],
    ['a link', '[a](https://example.org/x)', `<p>${link('https://example.org/x', 'a')}</p>`],
    ['a link within Wander', '[a](/tags/tides?x=1#y)', `<p>${link('/tags/tides?x=1#y', 'a')}</p>`],
    ['a link with a hint', '[a](https://a.org "b")', `<p><a href="https://a.org/" title="b" ${REL}>a</a></p>`],
    ['a link by reference', '[a][1]\n\n[1]: https://a.org', `<p>${link('https://a.org/', 'a')}</p>`],
    ['an e-mail address', '<a@a.org>', `<p>${link('mailto:a@a.org', 'a@a.org')}</p>`],
    ['HTML as text', 'a <b>c</b> <!-- d -->', '<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });
});

describe('only two tildes strike out', () => {
  test.each([
    ['3~5天，100~200元', '3~5天，100~200元'],
    ['3~5 days, 100~200 yuan', '3~5 days, 100~200 yuan'],
    ['~gone~', '~gone~'],
    ['~~gone~~', '<del>gone</del>'],
    ['~~~not~~~', '~~~not~~~'],
    ['5~~~10~~~20', '5~~~10~~~20'],
    ['~~一天~~后', '<del>一天</del>后'],
    ['~~「a」~~に', '<del>「a」</del>に'],
    ['a ~~ b ~~ c', 'a ~~ b ~~ c'],
  ])('%s', (markdown, html) => {
    expect(render(`x ${markdown}`)).toBe(`<p>x ${html}</p>`);
  });
});

describe('emphasis beside punctuation of Chinese, Japanese and Korean', () => {
  test.each([
    ['**「富士山」**に登る', '<strong>「富士山」</strong>に登る'],
    ['**제주도(濟州島)**는', '<strong>제주도(濟州島)</strong>는'],
    ['**テスト。**テスト', '<strong>テスト。</strong>テスト'],
    ['**注意：**请小心', '<strong>注意：</strong>请小心'],
    ['他说**“走吧”**。', '他说<strong>“走吧”</strong>。'],
    ['これは**（重要）**です', 'これは<strong>（重要）</strong>です'],
    ['*《山海经》*里', '<em>《山海经》</em>里'],
    ['前**"a"**后', '前<strong>"a"</strong>后'],
    ['**`code`**です', '<strong><code dir="ltr">code</code></strong>です'],
    ['**[山](https://a.org)**は', `<strong>${link('https://a.org/', '山')}</strong>は`],
    ['2*3*4 snake_case_name', '2<em>3</em>4 snake_case_name'],
    ['a ** b **c', 'a ** b **c'],
  ])('%s', (markdown, html) => {
    expect(render(markdown).replace(/&quot;/g, '"')).toBe(`<p>${html}</p>`);
  });
});

describe('emphasis beside punctuation, where particles or the next word follow without a space', () => {
  test.each([
    ['Thai', 'คือ**"สำคัญ"**มาก', 'คือ<strong>"สำคัญ"</strong>มาก'],
    ['Thai in brackets', 'คือ**(สำคัญ)**มาก', 'คือ<strong>(สำคัญ)</strong>มาก'],
    ['Lao', 'ແມ່ນ**“ສຳຄັນ”**ຫຼາຍ', 'ແມ່ນ<strong>“ສຳຄັນ”</strong>ຫຼາຍ'],
    ['Khmer', 'គឺ*«សំខាន់»*ណាស់', 'គឺ<em>«សំខាន់»</em>ណាស់'],
    ['Burmese', 'က**"အရေး"**ကြီး', 'က<strong>"အရေး"</strong>ကြီး'],
    ['Hebrew', 'ב**"הארץ"** נכתב', 'ב<strong>"הארץ"</strong> נכתב'],
    ['Arabic', 'و**«العالم»** كتب', 'و<strong>«العالم»</strong> كتب'],
    ['Armenian', 'Տեսանք **«Արարատ»**ը', 'Տեսանք <strong>«Արարատ»</strong>ը'],
    ['Georgian', 'და **(ძველი)**ს', 'და <strong>(ძველი)</strong>ს'],
    ['Tamil', 'நாங்கள் **“சென்னை”**யில்', 'நாங்கள் <strong>“சென்னை”</strong>யில்'],
    ['Malayalam', 'ഞങ്ങൾ *"കൊച്ചി"*യിൽ', 'ഞങ്ങൾ <em>"കൊച്ചി"</em>യിൽ'],
    ['Bengali', 'আমরা **"ঢাকা"**র', 'আমরা <strong>"ঢাকা"</strong>র'],
    ['Mongolian', 'ᠮᠣᠩ **«ᠮᠣᠩ»**ᠤᠨ', 'ᠮᠣᠩ <strong>«ᠮᠣᠩ»</strong>ᠤᠨ'],
    ['Cyrillic letters, as CommonMark has it', 'а**"б"**в', 'а**"б"**в'],
    ['a pair of words', '**שלום**, ו**עולם**!', '<strong>שלום</strong>, ו<strong>עולם</strong>!'],
    ['what is struck out', 'ב~~"הארץ"~~ נכתב', 'ב<del>"הארץ"</del> נכתב'],
    ['Latin letters, as CommonMark has it', 'a**"b"**c', 'a**"b"**c'],
    ['stars without a pair', 'สอง * สาม *', 'สอง * สาม *'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown).replace(/&quot;/g, '"')).toBe(`<p>${html}</p>`);
  });
});

describe('the beginning of a line', () => {
  test.each([
    ['a heading behind a space that does not break', '#\u00a0Titre', '<h2>Titre</h2>'],
    ['a heading behind a wide space', '##\u3000标题', '<h2>标题</h2>'],
    ['a heading behind a mark for the direction', '\u200f# عنوان', '<h2>عنوان</h2>'],
    ['a heading behind a character of no width', 'a\n\n\u200b# Title', '<p>a</p>\n<h2>Title</h2>'],
    ['a heading in a quote', '> #\u00a0Titre', '<blockquote>\n<h2>Titre</h2>\n</blockquote>'],
    ['a list behind such marks', '\u200f- واحد\n\u200f- اثنان', '<ul>\n<li>واحد</li>\n<li>اثنان</li>\n</ul>'],
    ['a list of a wide space', '-\u3000一\n-\u3000二', '<ul>\n<li>一</li>\n<li>二</li>\n</ul>'],
    ['a quote behind such a mark', '\u200f> قال', '<blockquote>\n<p>قال</p>\n</blockquote>'],
    ['a date stays one', '3.\u00a0Oktober', '<p>3.\u00a0Oktober</p>'],
    ['a dialogue stays one', '-\u00a0Bonjour.\n-\u00a0Bonsoir.', '<p>-\u00a0Bonjour.<br>\n-\u00a0Bonsoir.</p>'],
    ['what is no mark keeps its characters', '\u200fשלום #\u00a01', '<p>\u200fשלום #\u00a01</p>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown).replace(/ id="[^"]*"/g, '')).toBe(html);
  });
});

describe('lines that begin with a mark of their own stay lines', () => {
  test.each([
    ['bullets of Word and of telephones', '• tent\n• stove', '• tent<br>\n• stove'],
    ['bullets behind a sentence', 'We took:\n▪ a tent\n✓ a stove', 'We took:<br>\n▪ a tent<br>\n✓ a stove'],
    ['bullets of Outlook', '·\u00a0tent\no\u00a0stove', '·\u00a0tent<br>\no\u00a0stove'],
    ['a dialogue', '— Non.\n— Oui.', '— Non.<br>\n— Oui.'],
    ['dashes of Word behind a colon', 'We took:\n– a tent\n– a stove', 'We took:<br>\n– a tent<br>\n– a stove'],
    ['a dialogue in Spanish', '—Hola.\n—Adiós.', '—Hola.<br>\n—Adiós.'],
    ['emoji', '🚂 Day one\n🏔️ Day two\n🇯🇵 Day three', '🚂 Day one<br>\n🏔️ Day two<br>\n🇯🇵 Day three'],
    ['letters', 'Take either\na) the ferry\nb) the train', 'Take either<br>\na) the ferry<br>\nb) the train'],
    ['numbers', '(1) the ferry\n(2) the train', '(1) the ferry<br>\n(2) the train'],
    ['boxes of tasks', 'Pack:\n[ ] tent\n[x] stove', 'Pack:<br>\n[ ] tent<br>\n[x] stove'],
    ['bullets of Word behind tabs', 'o\ttent\n§\tstove', 'o\ttent<br>\n§\tstove'],
    ['bullets between tabs, as a Mac copies them', '\t•\ttent\n\t•\tstove', '•\ttent<br>\n•\tstove'],
    ['letters and dots', 'a. the ferry\nb. the train', 'a. the ferry<br>\nb. the train'],
    ['times', '08:00 Breakfast\n09:30 The train', '08:00 Breakfast<br>\n09:30 The train'],
    ['dates', '01.05. Oslo\n03.05. Bodø', '01.05. Oslo<br>\n03.05. Bodø'],
    ['years', '1999. We left.\n2001. We came.', '1999. We left.<br>\n2001. We came.'],
    [
      'a chat',
      '[12:30, 01/02/2026] Ana: Hi\n[12:31, 01/02/2026] Ben: Hm',
      '[12:30, 01/02/2026] Ana: Hi<br>\n[12:31, 01/02/2026] Ben: Hm',
    ],
    ['numbered days', 'The plan\nDay 1 – Oslo\nDay 2 – Bodø', 'The plan<br>\nDay 1 – Oslo<br>\nDay 2 – Bodø'],
    ['numbered days in Chinese', '第1天 东京\n第2天 京都', '第1天 东京<br>\n第2天 京都'],
    [
      'numbered days in bold',
      '**Day 1** – Oslo\n**Day 2** – Bodø',
      '<strong>Day 1</strong> – Oslo<br>\n<strong>Day 2</strong> – Bodø',
    ],
    ['what things cost', 'Bus: 5 €\nHotel: 20 €', 'Bus: 5 €<br>\nHotel: 20 €'],
    ['cells of a sheet', 'Town\tNights\nOslo\t2', 'Town\tNights<br>\nOslo\t2'],
    ['a table without its second line', '| Town | Nights |\n| Oslo | 2 |', '| Town | Nights |<br>\n| Oslo | 2 |'],
    [
      'verses',
      'The sea was wide,\nThe boat was small,\nAnd home a light',
      'The sea was wide,<br>\nThe boat was small,<br>\nAnd home a light',
    ],
    ['bullets without a space', '-tent\n-stove', '-tent<br>\n-stove'],
    ['stars without a space', 'We took:\n*tent\n*stove', 'We took:<br>\n*tent<br>\n*stove'],
    ['bullets of Japanese', '・東京\n・京都', '・東京<br>\n・京都'],
    ['bullets beside the word', '●東京\n●京都', '●東京<br>\n●京都'],
    ['squares', '■ tent\n■ stove', '■ tent<br>\n■ stove'],
    ['arrows', '→ Oslo\n→ Bodø', '→ Oslo<br>\n→ Bodø'],
    ['arrows of a keyboard', '-> Oslo\n-> Bodø', '-&gt; Oslo<br>\n-&gt; Bodø'],
    ['brackets of Japanese', '【1日目】東京\n【2日目】京都', '【1日目】東京<br>\n【2日目】京都'],
    ['words of a dialogue', '「行く？」\n「うん」', '「行く？」<br>\n「うん」'],
    ['quotations', '“No,” she said.\n“Yes,” he said.', '“No,” she said.<br>\n“Yes,” he said.'],
    ['numbers of Chinese', '一、东京\n二、京都', '一、东京<br>\n二、京都'],
    ['wide numbers', '１．東京\n２．京都', '１．東京<br>\n２．京都'],
    ['numbers of Arabic', '١. خبز\n٢. ماء', '١. خبز<br>\n٢. ماء'],
    ['numbers of Hindi', '१. रोटी\n२. पानी', '१. रोटी<br>\n२. पानी'],
    ['letters of Hebrew', 'א. לחם\nב. מים', 'א. לחם<br>\nב. מים'],
    ['letters of Russian', 'а) хлеб\nб) вода', 'а) хлеб<br>\nб) вода'],
    ['letters of Korean', '가. 빵\n나. 물', '가. 빵<br>\n나. 물'],
    ['capital letters and dots', 'A. Oslo\nB. Bodø', 'A. Oslo<br>\nB. Bodø'],
    ['capital Roman numbers', 'I. Oslo\nII. Bodø', 'I. Oslo<br>\nII. Bodø'],
    ['days with a gap', 'Day 1 – Oslo\nDay 3 – Bodø', 'Day 1 – Oslo<br>\nDay 3 – Bodø'],
    ['a road book', 'km 0 start\nkm 5 church\nkm 12 inn', 'km 0 start<br>\nkm 5 church<br>\nkm 12 inn'],
    ['a recipe', 'Take:\n100 g flour\n2 eggs\n½ onion', 'Take:<br>\n100 g flour<br>\n2 eggs<br>\n½ onion'],
    ['an address with a postcode', 'Hostel Oslo\nStorgata 1\n0155 Oslo', 'Hostel Oslo<br>\nStorgata 1<br>\n0155 Oslo'],
    ['a poem of Japanese', '古池や\n蛙飛び込む\n水の音', '古池や<br>\n蛙飛び込む<br>\n水の音'],
    ['dates with spaces', '24. 12. Oslo\n31. 12. Bodø', '24. 12. Oslo<br>\n31. 12. Bodø'],
    ['a title in bold', '**Day one**\nWe left at dawn.', '<strong>Day one</strong><br>\nWe left at dawn.'],
    [
      'addresses',
      'https://e.com/a\nhttps://e.com/b',
      `${link('https://e.com/a', 'https://e.com/a')}<br>\n${link('https://e.com/b', 'https://e.com/b')}`,
    ],
    ['links', '[a](/b)\n[c](/d)', `${link('/b', 'a')}<br>\n${link('/d', 'c')}`],
    ['code', '`npm ci`\n`npm start`', '<code dir="ltr">npm ci</code><br>\n<code dir="ltr">npm start</code>'],
    ['emphasis', 'See\n*Oslo*\n**Bodø**', 'See<br>\n<em>Oslo</em><br>\n<strong>Bodø</strong>'],
    ['abbreviated numbers', 'No. 1 Oslo\nNo. 2 Bodø', 'No. 1 Oslo<br>\nNo. 2 Bodø'],
    ['signs for numbers', '№ 7 Осло\n№ 9 Будё', '№ 7 Осло<br>\n№ 9 Будё'],
    ['dots up to what it costs', 'Bus ..... 5 €\nHotel …… 20 €', 'Bus ..... 5 €<br>\nHotel …… 20 €'],
    ['dots at the end of lines', 'Wait.....\nWhat.....', 'Wait.....\nWhat.....'],
    ['one word of a sentence', 'It was\n*very*\ncold.', 'It was\n<em>very</em>\ncold.'],
    ['a sentence that begins in bold', '**Day one** was\nlong.', '<strong>Day one</strong> was\nlong.'],
    ['a sentence with a bracket', 'We ate\n(a lot)\nand slept.', 'We ate\n(a lot)\nand slept.'],
    ['a sentence with a time', 'We left at\n08:00 and slept.', 'We left at\n08:00 and slept.'],
    ['a sentence with numbers', 'On day\n2 we saw\n40 goats.', 'On day\n2 we saw\n40 goats.'],
    [
      'sentences of which not all begin a line',
      'The sea was wide and\nthe boat was small.\nAnd home',
      'The sea was wide and\nthe boat was small.\nAnd home',
    ],
    ['a sentence that goes on behind a dash', 'He came\n— and left.', 'He came\n— and left.'],
    ['a sentence that goes on behind a bracket', 'Look at\n(1) and go.', 'Look at\n(1) and go.'],
    ['lines of prose', 'Roses are\nred.', 'Roses are\nred.'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown)).toBe(`<p>${html}</p>`);
  });
});

describe('a line of hyphens right below', () => {
  test.each([
    ['a sentence', 'We left at dawn.\n---\nIt rained.', '<p>We left at dawn.</p>\n<hr>\n<p>It rained.</p>'],
    ['several lines', 'We left\nat *dawn*.\n-----\nIt', '<p>We left\nat <em>dawn</em>.</p>\n<hr>\n<p>It</p>'],
    ['words of somebody', '“Let us go now.”\n---\nIt', '<p>“Let us go now.”</p>\n<hr>\n<p>It</p>'],
    ['a sentence of Chinese', '我们出发了。\n---\n第二天', '<p>我们出发了。</p>\n<hr>\n<p>第二天</p>'],
    ['a sentence of Hindi', 'हम चले।\n---\nफिर', '<p>हम चले।</p>\n<hr>\n<p>फिर</p>'],
    [
      'a sentence in a quote',
      '> We left at dawn.\n> ---',
      '<blockquote>\n<p>We left at dawn.</p>\n<hr>\n</blockquote>',
    ],
  ])('%s is a rule', (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test.each(['Day two\n---', 'Oslo, Norway\n===', 'Where to sleep?\n---', 'Day 1.\n---'])(
    '%j makes a heading',
    (markdown) => {
      expect(render(markdown)).toMatch(/^<h2 /);
    },
  );
});

test('who said it stands on a line of its own below a quote', () => {
  expect(render('> Not all who wander are lost.\n> — Tolkien')).toContain('lost.<br>\n— Tolkien');
  expect(render('> Not all who wander\n> — we know — are lost.')).toContain('wander\n— we');
});

describe('the numbers of a list', () => {
  const numbers = (markdown: string) =>
    [...render(markdown).matchAll(/<(?:ol start|li value)="(\d+)"|<(li|ol)>/g)].map(
      ([, number, name]) => number ?? name,
    );
  test.each([
    ['are those of days', '3. October: off\n\n7. October: there', ['3', 'li', '7']],
    ['go over the end of a month', '30. September\n\n2. October\n\n3. October', ['30', 'li', '2', 'li']],
    ['count down', '3. Rome\n2. Oslo\n1. Home', ['3', 'li', '2', '1']],
    ['are none of days and months', '24. 12. 2026: Oslo', []],
    ['are none of days from one to the other', '12. - 14. May: Oslo', []],
    ['are none that are counted aloud', '3. 2. 1. Go!', []],
    ['are none of dates in a list', '- 24. 12. Oslo\n- 25. 12. Bodø', ['li', 'li']],
    ['go on by themselves where all are one', '1. a\n1. b\n1. c', ['ol', 'li', 'li', 'li']],
    ['go on by themselves where one stands twice', '1. a\n2. b\n2. c\n3. d', ['ol', 'li', 'li', 'li', 'li']],
    ['of a list in a list are its own', '1. a\n   1. b\n   4. c\n2. d', ['ol', 'li', 'ol', 'li', '4', 'li']],
  ])('%s', (_, markdown, expected) => {
    expect(numbers(markdown)).toEqual(expected);
  });

  test('are no years', () => {
    expect(render('1999. We left.')).toBe('<p>1999. We left.</p>');
    expect(render('3) 1999. We left.')).toContain('<ol start="3">');
  });

  test('of a Mac’s notes stand between tabs', () => {
    expect(render('\t1.\ttent\n\t2.\tstove')).toBe('<ol>\n<li>tent</li>\n<li>stove</li>\n</ol>');
    expect(render('- a\n\n\t1.\tb')).toContain('<li>\n<p>a</p>\n<ol>');
  });
});

describe('a paragraph that begins far in', () => {
  test.each([
    ['with spaces', '    We walked all day, and it rained.', 'We walked all day, and it rained.'],
    ['with a tab', '\tWe walked all day\nand it rained.', 'We walked all day\nand it rained.'],
    ['with a speaker', '    “Will it rain?” she said.', '“Will it rain?” she said.'],
    ['in Russian', '\tМы шли весь день.', 'Мы шли весь день.'],
    ['in Chinese', '    我们走了一整天，一直在下雨', '我们走了一整天，一直在下雨'],
    ['in Hindi', '    हम सारा दिन चलते रहे।', 'हम सारा दिन चलते रहे।'],
    ['in Urdu', '    ہم سارا دن چلتے رہے۔', 'ہم سارا دن چلتے رہے۔'],
    ['with a number', '    10 Minuten später kamen wir an.', '10 Minuten später kamen wir an.'],
    ['with a salutation', '    Dear Ana,\n    we left at dawn.', 'Dear Ana,\nwe left at dawn.'],
    [
      'with verses',
      '    The sea was wide\n    The boat was small\n    And home a light',
      'The sea was wide<br>\nThe boat was small<br>\nAnd home a light',
    ],
  ])('%s is no code', (_, markdown, html) => {
    expect(render(markdown)).toBe(`<p>${html}</p>`);
  });

  test.each([
    '    npm install wander',
    '    print("We walked all day.")',
    '    if (a) return b;',
    '\tls -l /home',
    '    a simple\n      indented block',
    '    SELECT a FROM b\n    WHERE c IS d\n    ORDER BY e f',
    '    1.  A paragraph\n        with two lines.',
  ])('%j is code', (markdown) => {
    expect(render(markdown)).toMatch(/^<pre dir="ltr"><code>/);
  });
});

describe('stars within two words are no emphasis', () => {
  test.each([
    ['Rooms of 3*4 m and 5*6 m', 'Rooms of 3*4 m and 5*6 m'],
    ['Holy sh*t, what the f*ck', 'Holy sh*t, what the f*ck'],
    ['sh**t and f**k', 'sh**t and f**k'],
    ['10~~20 km, then 30~~40', '10~~20 km, then 30~~40'],
    ['Leser*innen/Autor*innen', 'Leser*innen/Autor*innen'],
    ['Schüler*innen-Lehrer*innen-Rat', 'Schüler*innen-Lehrer*innen-Rat'],
    ['What a f***ing mess, holy s***!', 'What a f***ing mess, holy s***!'],
    ['[_] yes [_] no', '[_] yes [_] no'],
    ['(___) yes (___) no', '(___) yes (___) no'],
    ['un*believ*able', 'un<em>believ</em>able'],
    ['foo***bar***baz', 'foo<em><strong>bar</strong></em>baz'],
    ['**A**B and **C**D', '<strong>A</strong>B and <strong>C</strong>D'],
    ['an *old and small*ish boat', 'an <em>old and small</em>ish boat'],
    ['这是**重要 的**事', '这是<strong>重要 的</strong>事'],
  ])('%s', (markdown, html) => {
    expect(render(markdown)).toBe(`<p>${html}</p>`);
  });
});

describe('front matter', () => {
  test.each([
    [
      'of Obsidian',
      '---\ntags:\n  - norway\naliases: [North]\ncreated: 2026-05-01\n---\n\nWe went.',
      '<p>We went.</p>',
    ],
    ['of Hugo', '---\ntitle: "North"\ndate: 2026-05-01\ndraft: true\n---\nWe went.', '<p>We went.</p>'],
    ['alone', '---\ntitle: North\n---', ''],
    ['of Hugo, in TOML', '+++\ntitle = "North"\ntags = [\n  "a",\n]\n\n[params]\nx = 1\n+++\n\nWe.', '<p>We.</p>'],
    ['of properties with names of their own', '---\nlocation: Oslo\nweather: rain\n---\n\nWe.', '<p>We.</p>'],
    ['in TOML without an end it is text', '+++\na = 1\n\nWe.', '<p>+++\na = 1</p>\n<p>We.</p>'],
    [
      'a title between two rules stays',
      '---\nPart one: north\n---\n\nWe.',
      '<hr>\n<h2>Part one: north</h2>\n<p>We.</p>',
    ],
    ['further down it is text', 'We.\n\n---\ntitle: North\n---', '<p>We.</p>\n<hr>\n<h2>title: North</h2>'],
    ['without an end it is text', '---\ntitle: North\n\nWe.', '<hr>\n<p>title: North</p>\n<p>We.</p>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown).replace(/ id="[^"]*"/g, '')).toBe(html);
  });
});

describe('a callout', () => {
  test.each([
    ['of GitHub', '> [!NOTE]\n> Bring water.', '<strong>Note</strong><br>\nBring water.'],
    [
      'of Obsidian, with a title',
      '> [!warning]- No *ferry*\n> Today.',
      '<strong>No <em>ferry</em></strong><br>\nToday.',
    ],
    ['without a text', '> [!tip] Go early', '<strong>Go early</strong>'],
    ['in brackets alone is text', '> [note] Go', '[note] Go'],
    ['is none within a sentence', '> See [!NOTE] there', 'See [!NOTE] there'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown)).toBe(`<blockquote>\n<p>${html}</p>\n</blockquote>`);
  });
});

describe('a bare address', () => {
  const addressIn = (markdown: string) => /<a href="[^"]*"[^>]*>([^<]*)<\/a>/.exec(render(markdown))?.[1];
  test.each([
    ['见https://e.com/map。然后走', 'https://e.com/map'],
    ['（https://e.com/map）走', 'https://e.com/map'],
    ['“https://e.com/map”是', 'https://e.com/map'],
    ['‘https://e.com/map’', 'https://e.com/map'],
    ['«https://e.com/map»', 'https://e.com/map'],
    ['「https://e.com/map」を', 'https://e.com/map'],
    ['https://e.com/map，好', 'https://e.com/map'],
    ['https://e.com/map、次', 'https://e.com/map'],
    ['https://e.com/map；好', 'https://e.com/map'],
    ['https://e.com/map！好', 'https://e.com/map'],
    ['https://e.com/map？好', 'https://e.com/map'],
    ['https://e.com/map：好', 'https://e.com/map'],
    ['https://e.com/map— then', 'https://e.com/map'],
    ['https://e.com/map—then', 'https://e.com/map'],
    ['https://e.com/map… then', 'https://e.com/map'],
    ['https://e.com/map→then', 'https://e.com/map'],
    ['https://e.com/map・次', 'https://e.com/map'],
    ['https://e.com/map～次', 'https://e.com/map'],
    ['https://e.com/map。', 'https://e.com/map'],
    ['https://e.com/map।', 'https://e.com/map'],
    ['https://e.com/map،', 'https://e.com/map'],
    ['https://e.com/map؟', 'https://e.com/map'],
    ['https://e.com/map. Then', 'https://e.com/map'],
    ['https://e.com/map?! Then', 'https://e.com/map'],
    ['https://e.com/map... Then', 'https://e.com/map'],
    ['https://e.com/map?a=1! Then', 'https://e.com/map?a=1'],
    ['https://e.com/map, then', 'https://e.com/map'],
    ['(https://e.com/map)', 'https://e.com/map'],
    ['(https://e.com/a_(b))', 'https://e.com/a_(b)'],
    ['https://e.comを見て', 'https://e.com'],
    ['https://e.com/mapを見て', 'https://e.com/map'],
    ['https://e.com/地図', 'https://e.com/地図'],
    ['https://e.com/map에서', 'https://e.com/map'],
    ['https://ja.wikipedia.org/wiki/富士山。', 'https://ja.wikipedia.org/wiki/富士山'],
    ['https://münchen.example/straße？', 'https://münchen.example/straße'],
    ['www.e.com/map。', 'www.e.com/map'],
    ['见www.e.com/map吧', 'www.e.com/map'],
    ['邮箱：a@e.com。', 'a@e.com'],
    ['写信到a@e.com吧', 'a@e.com'],
    ['**https://e.com/map**', 'https://e.com/map'],
    ['https://e.com/a_b_c', 'https://e.com/a_b_c'],
    ['_https://e.com/map_', 'https://e.com/map'],
    ['_see https://e.com/a_b_', 'https://e.com/a_b'],
    ['~~https://e.com/map~~', 'https://e.com/map'],
    ['https://e.com/~anna/x', 'https://e.com/~anna/x'],
    ['https://e.com/map\u200b then', 'https://e.com/map'],
    ['\u2068https://e.com/map\u2069 then', 'https://e.com/map'],
    ['https://e.com\u200e', 'https://e.com'],
    ['a@e.com\u202c', 'a@e.com'],
    ['https://fa.wikipedia.org/wiki/می\u200cخواهم', 'https://fa.wikipedia.org/wiki/می\u200cخواهم'],
    ['jürgen@e.com', undefined],
    ['büro.anna@e.com', undefined],
    ['e.com/map', undefined],
  ])('%s', (markdown, address) => {
    expect(addressIn(markdown)).toBe(address);
  });
});

describe('an address that a link may have', () => {
  const hrefOf = (markdown: string) => /<a href="([^"]*)"/.exec(render(markdown))?.[1];
  test.each([
    ['[map](<https://e.com/my map.pdf>)', 'https://e.com/my%20map.pdf'],
    ['[a](</my page>)', '/my%20page'],
    ['[call](tel:+49-30-123)', 'tel:+49-30-123'],
    ['[call](<tel:+49 30 123>)', 'tel:+4930123'],
    ['[here](geo:48.1,11.5;u=35)', 'geo:48.1,11.5;u=35'],
    ['[write](mailto:a@e.com?subject=Hi%20there)', 'mailto:a@e.com?subject=Hi%20there'],
    ['[write](<mailto:a@e.com?subject=Hi there>)', 'mailto:a@e.com?subject=Hi%20there'],
    ['<tel:+4930123>', 'tel:+4930123'],
    ['[a](https://e.com/a\\b)', 'https://e.com/a%5Cb'],
    ['[a](https://e.com\\b)', 'https://e.com/b'],
    ['[a](https:\\\\e.com\\b)', 'https://e.com/b'],
    ['[a](/a\\b)', '/a%5Cb'],
    ['[a](https://e.com/ä?q=ö)', 'https://e.com/%C3%A4?q=%C3%B6'],
    ['[a](HTTPS://E.com)', 'https://e.com/'],
    ['[a](www.e.com/b)', 'http://www.e.com/b'],
    ['[blog](anna.example.com/2026?a=1#b)', 'https://anna.example.com/2026?a=1#b'],
    ['[blog](example.org:8080)', 'https://example.org:8080/'],
    ['[blog](münchen.de)', 'https://xn--mnchen-3ya.de/'],
    ['[write](anna@e.com)', 'mailto:anna@e.com'],
    ['[map](https://e.com/a “by day”)', 'https://e.com/a'],
    ['[map](https://e.com/a ‘by day’)', 'https://e.com/a'],
    ['[Karte](https://e.com/a „bei Tag“)', 'https://e.com/a'],
    ['[plan](https://e.com/a «de jour»)', 'https://e.com/a'],
    ['[a][1]\n\n[1]: https://e.com/a “by day”', 'https://e.com/a'],
    ['![a](https://e.com/a.jpg =300x200)', 'https://e.com/a.jpg'],
    ['![a](https://e.com/a.jpg =300x)', 'https://e.com/a.jpg'],
    ['[blog][1]\n\n[1]: anna.blog', 'https://anna.blog/'],
    ['[notes](notes.md)', undefined],
    ['[plan](plan.pdf)', undefined],
    ['[a](1.2.3)', undefined],
    ['[a](example.org:alert(1))', undefined],
    ['[a](@anna)', undefined],
    ['[a](//e.com)', undefined],
    ['[a](/\\e.com)', undefined],
    ['[a](/.//e.com)', undefined],
    ['[a](javascript:alert(1))', undefined],
    ['[a](data:text/html,a)', undefined],
    ['[a](file:///etc)', undefined],
    ['[a](https://anna:password@e.com/)', undefined],
    ['https://anna:password@e.com/', undefined],
    ['http://anna@e.com:80/', undefined],
    ['<https://anna@e.com/>', undefined],
    ['https://@e.com', undefined],
    ['https://e.com/@anna', 'https://e.com/@anna'],
    ['https://e.com?who=anna@e.com', 'https://e.com/?who=anna@e.com'],
    ['https://e.com,anna@e.com', 'https://e.com/'],
    ['E-mail:anna@e.com', 'mailto:anna@e.com'],
  ])('%s', (markdown, href) => {
    expect(hrefOf(markdown)).toBe(href);
  });
});

describe('headings', () => {
  test('the highest of a text is h2, the next ones follow without a gap', () => {
    const html = render('# A\n\n### B\n\n###### C');
    expect(html).toBe('<h2 id="user-content-a">A</h2>\n<h3 id="user-content-b">B</h3>\n<h4 id="user-content-c">C</h4>');
    expect(render('## A\n\n### B')).toContain('<h2 id="user-content-a">A</h2>\n<h3');
    expect(render('> #### A\n\n- ##### B')).toContain('<h2 id="user-content-a">A</h2>');
  });

  test('six depths end at h6, and none is h1', () => {
    const html = render('# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f');
    expect(html).not.toContain('<h1');
    expect(html.match(/<h6 /g)).toHaveLength(2);
  });

  test.each([
    ['# Day two', '#day-two', 'day-two'],
    ['# Day two', '#Day-Two', 'day-two'],
    ['# Day two', '#Day%20two', 'day-two'],
    ['# Day two', '#user-content-day-two', 'day-two'],
    ['# **Day** `two`!', '#day-two', 'day-two'],
    ['# Day two\n\n# Day two', '#day-two-1', 'day-two-1'],
    ['# a\n\n# a-1\n\n# a', '#a-2', 'a-2'],
    ['# 第二天', '#第二天', '第二天'],
    ['# День второй', '#день-второй', 'день-второй'],
    ['# दूसरा दिन', '#दूसरा-दिन', 'दूसरा-दिन'],
    ['# اليوم الثاني', '#اليوم-الثاني', 'اليوم-الثاني'],
    ['# E\u0301te\u0301', '#été', 'été'],
    ['# 🚂', '#section', 'section'],
    ['Day two\n===', '#day-two', 'day-two'],
    ['# [Day](https://a.org) two', '#day-two', 'day-two'],
  ])('%s is where %s leads', (heading, href, slug) => {
    const { document } = new JSDOM(renderMarkdown(`[there](${href})\n\n${heading}`)).window;
    const address = document.querySelector('p a')!.getAttribute('href')!;
    expect(decodeURIComponent(address)).toBe(`#user-content-${slug}`);
    expect(document.getElementById(decodeURIComponent(address.slice(1)))?.localName).toBe('h2');
  });

  test('a link to no heading stays as it is, and no id is the name of something in the page', () => {
    expect(render('[top](#top)\n\n# body')).toBe(`<p>${link('#top', 'top')}</p>\n<h2 id="user-content-body">body</h2>`);
  });
});

describe('what other programs write about a part', () => {
  test.each([
    ['# **Day two** {#day-two}', '[there](#day-two)', 'day-two', 'Day two'],
    ['## Day two {#_abc123 .wide}', '[there](#_abc123)', '_abc123', 'Day two'],
  ])('%s is its name', (heading, reference, name, text) => {
    const { document } = new JSDOM(render(`${heading}\n\n${reference}`)).window;
    expect(document.querySelector('a')!.getAttribute('href')).toBe(`#user-content-${name}`);
    expect(document.getElementById(`user-content-${name}`)!.textContent).toBe(text);
  });

  test.each([
    ['![A ferry](/a.jpg){width="6.5in" height="4.3in"} left', 'A ferry left'],
    ['![A ferry|300](/a.jpg) ![A train | 300x200](/b.jpg)', 'A ferry A train'],
    ['[map](/map){: target="_blank"} and [list](/list){.wide #all}', 'map and list'],
    ['[map](/map){not so} {#text}', 'map{not so} {#text}'],
    ['![Route 66](/a.jpg) a | 300', 'Route 66 a | 300'],
  ])('%s is read as %s', (markdown, text) => {
    expect(new JSDOM(render(markdown)).window.document.body.textContent).toBe(text);
  });
});

describe('footnotes', () => {
  test('stand at the end, in the order of their references, and lead there and back', () => {
    const html = render(
      'One[^b] and two[^a] and one[^b].\n\n[^a]: A *note*.\n[^b]: Lines\n    of it\n\n    and more\n\nEnd.',
    );
    const { document } = new JSDOM(html).window;
    const notes = [...document.querySelectorAll('section.footnotes > ol > li')];
    expect(notes.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'Lines of it and more ↩︎ ↩︎',
      'A note. ↩︎',
    ]);
    expect([...document.querySelectorAll('sup')].map(({ textContent }) => textContent)).toEqual(['1', '2', '1']);
    for (const a of document.querySelectorAll('sup a, section a'))
      expect(document.getElementById(a.getAttribute('href')!.slice(1))).not.toBeNull();
    expect(document.querySelector('section')!.previousElementSibling!.textContent).toBe('End.');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['without a definition', 'a[^1]', '<p>a[^1]</p>'],
    ['without a reference', 'a\n\n[^1]: b', '<p>a</p>'],
    ['in code', '`[^1]`\n\n[^1]: b', '<p><code dir="ltr">[^1]</code></p>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test.each([
    ['a label of several words', 'a[^the map]\n\n[^The  map]: note'],
    ['the colon of Chinese', '很好[^1]。\n\n[^1]：note'],
  ])('with %s', (_, markdown) => {
    const { document } = new JSDOM(render(markdown)).window;
    expect(document.querySelector('sup')?.textContent).toBe('1');
    expect(document.querySelector('section li')?.textContent.trim()).toBe('note ↩︎');
  });

  test('of a footnote follow, in a link they follow it, and the first of a name counts', () => {
    const html = render('a[^1] [b[^2]](https://a.org)\n\n[^1]: x[^3]\n[^1]: y\n[^2]: z\n[^3]: w');
    const { document } = new JSDOM(html).window;
    expect([...document.querySelectorAll('li')].map(({ textContent }) => textContent.trim())).toEqual([
      'x3 ↩︎',
      'z ↩︎',
      'w ↩︎',
    ]);
    expect(document.querySelector('a a')).toBeNull();
  });

  test('of two texts in a page have ids of their own', () => {
    const html = toSafeHtml('a[^1]\n\n# b\n\n[^1]: c', { idPrefix: 'user-content-1a2b-' });
    expect(html.match(/id="[^"]*"/g)).toEqual([
      'id="user-content-1a2b-fnref-1"',
      'id="user-content-1a2b-b"',
      'id="user-content-1a2b-fn-1"',
    ]);
  });
});

describe('what is empty', () => {
  test.each([
    ['a link', 'a [](https://a.org) b', '<p>a  b</p>'],
    ['a link of blanks', 'a [ ](https://a.org)', '<p>a </p>'],
    ['a link of what nobody sees', 'a [\u200b\u00ad](https://a.org)', '<p>a </p>'],
    ['a link of marks', '[**\u200b**](https://a.org)', ''],
    ['a link of a picture without description that may not be shown', '[![](http://a.org/x.png)](https://a.org)', ''],
    ['a heading', '#\n\na', '<p>a</p>'],
    ['a heading of marks', '## ##\n\n# **\u200b**\n\na', '<p>a</p>'],
    ['a heading of an empty link', '# [](https://a.org)\n\na', '<p>a</p>'],
    ['a paragraph of what nobody sees', '\u200b\n\na', '<p>a</p>'],
  ])('%s is left out', (_, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });
});

test('a task has its box in place of the list’s mark', () => {
  expect(render('- [x] a\n- [ ] **b**\n- c')).toBe(
    '<ul>\n<li class="task-list-item">☑ a</li>\n<li class="task-list-item">☐ <strong>b</strong></li>\n<li>c</li>\n</ul>',
  );
  expect(render('- [x]a\n- [y] b')).toBe('<ul>\n<li>[x]a</li>\n<li>[y] b</li>\n</ul>');
  expect(render('- [X] a\n\n  b\n- [ ] c')).toContain('<li class="task-list-item">\n<p>☑ a</p>\n<p>b</p>');
});

describe('a picture from elsewhere', () => {
  const picture = (text: string) =>
    `<a href="https://photos.example.org/a.jpg" class="outside-picture" ${REL.slice(0, -1)} noreferrer">${text}<small>photos.example.org</small></a>`;

  test('is a link to it, which names the site', () => {
    expect(render('![A ferry](https://photos.example.org/a.jpg)')).toBe(`<p>${picture('A ferry ')}</p>`);
    expect(render('![](https://photos.example.org/a.jpg)')).toBe(`<p>${picture('')}</p>`);
    expect(render('![A](https://photos.example.org/a.jpg "At dawn")')).toContain('title="At dawn"');
  });

  test('follows the link it was put into, since a link may not stand in one', () => {
    const html = render('[![A ferry](https://photos.example.org/a.jpg)](https://a.org)');
    expect(html).toBe(`<p>${link('https://a.org/', 'A ferry')}${picture('A ferry ')}</p>`);
  });

  test.each(['http://a.org/a.jpg', 'data:image/png;base64,AA', '/a.jpg', '//a.org/a.jpg', 'javascript:alert(1)'])(
    'is only its description when it is not from https: %s',
    (address) => {
      expect(render(`![A ferry](${address})`)).toBe('<p>A ferry</p>');
    },
  );

  test.each([
    ['*A* **ferry**', 'A ferry'],
    ['`A` ferry', 'A ferry'],
    ['a [ferry](b) here', 'a ferry here'],
    ['a ![ferry](b)', 'a ferry'],
    ['\\*A\\* &amp; b', '*A* &amp; b'],
    ['~~a~~ b\nc', 'a b c'],
    ['a <b>c</b>', 'a &lt;b&gt;c&lt;/b&gt;'],
    ['**「富士山」**に', '「富士山」に'],
  ])('its description %j loses its marks', (alt, text) => {
    expect(render(`![${alt}](https://photos.example.org/a.jpg)`)).toBe(`<p>${picture(`${text} `)}</p>`);
  });
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
