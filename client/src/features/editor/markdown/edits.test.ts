import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderMarkdown } from '../../../../../server/platform/markdown/render.js';
import {
  applied,
  bold,
  bulletList,
  code,
  continueLine,
  type Edit,
  heading,
  indent,
  italic,
  link,
  type MarkdownEdit,
  numberedList,
  outdent,
  picture,
  quote,
  removeMark,
  rule,
  strikethrough,
  unlink,
} from './index.js';
import { pastedLink } from './links.js';

/** A text whose selection is written as ‹ and ›. */
function read(marked: string): [text: string, from: number, to: number] {
  const from = marked.indexOf('‹');
  const to = marked.indexOf('›') - 1;
  return [marked.replace('‹', '').replace('›', ''), from, to];
}

function shown(text: string, edit: Edit): string {
  const result = applied(text, edit);
  const { from, to } = edit.select;
  return `${result.slice(0, from)}‹${result.slice(from, to)}›${result.slice(to)}`;
}

function on(marked: string, edit: MarkdownEdit): string {
  const [text, from, to] = read(marked);
  return shown(text, edit(text, from, to));
}

describe('the toolbar', () => {
  it.each<[string, string, MarkdownEdit, string]>([
    ['makes a selection bold', 'a ‹b› c', bold, 'a **‹b›** c'],
    ['takes bold away again', 'a **‹b›** c', bold, 'a ‹b› c'],
    ['takes bold away when the marks are selected too', 'a ‹**b**› c', bold, 'a ‹b› c'],
    ['puts the caret between new marks', 'a ‹›', bold, 'a **‹›**'],
    ['takes empty marks away again', 'a **‹›**', bold, 'a ‹›'],
    ['leaves the marks when the caret is at their end', 'a **b‹›**', bold, 'a **b**‹›'],
    ['makes the word at the caret bold', 'a wo‹›rd', bold, 'a **wo‹›rd**'],
    ['takes one word out of bold', '**one t‹›wo three**', bold, '**one** t‹›wo **three**'],
    ['does not take italic out of bold', '**‹b›**', italic, '***‹b›***'],
    ['takes italic away from bold italic', '***‹b›***', italic, '**‹b›**'],
    ['leaves out space at the ends', 'a‹ b › c', bold, 'a **‹b›**  c'],
    ['leaves out space of every script', '‹\u3000山\u00a0›', bold, '\u3000**‹山›**\u00a0'],
    ['marks each paragraph', '‹one\n\ntwo›', bold, '**‹one**\n\n**two›**'],
    ['marks each item of a list', '‹- one\n- [ ] two\n> three›', italic, '- *‹one*\n- [ ] *two*\n> *three›*'],
    ['marks each line of a quote', '‹> one\n> two›', bold, '> **‹one**\n> **two›**'],
    [
      'marks the cells of a table',
      '‹| a | b |\n|---|---|\n| c | d |›',
      bold,
      '| **‹a** | **b** |\n|---|---|\n| **c** | **d›** |',
    ],
    ['marks the words of a heading', '‹## one›', bold, '## **‹one›**'],
    ['joins what is bold in part', '‹one **two** three›', bold, '**‹one two three›**'],
    ['goes on after what is bold', '**one ‹two** three›', bold, '**one ‹two three›**'],
    ['does not cross italic', '*one ‹two* three›', bold, '*one **‹two*** **three›**'],
    ['takes whole code', 'a ‹b `c› d`', bold, 'a **‹b `c d`›**'],
    ['does not cross a link', '‹see [the› map](https://e.com)', bold, '**‹see** [**the›** map](https://e.com)'],
    ['stays within quotation marks beside letters', '他说‹“你好”›了', bold, '他说“**‹你好›**”了'],
    ['marks an emoji between words', 'a ‹👩‍👧 b› c', bold, 'a **‹👩‍👧 b›** c'],
    ['leaves stars within words alone', 'one‹**bo ld**›', bold, 'one‹**bo ld**›'],
    ['marks words between stars that are none', '3*4 ‹m and› 5*6', bold, '3*4 **‹m and›** 5*6'],
    ['takes bold away beside brackets of Japanese', '**‹「富士山」›**に', bold, '‹「富士山」›に'],
    ['takes bold away beside letters of Thai', 'คือ**‹"สำคัญ"›**มาก', bold, 'คือ‹"สำคัญ"›มาก'],
    ['takes away what is struck beside letters', '~~‹「a」›~~に', strikethrough, '‹「a」›に'],
    ['leaves no mark around an empty link', '*‹a [](b)c›*', italic, '‹a [](b)c›'],
    ['marks no part of a star’s neighbour', '‹one**bo ld›** one', italic, '‹one**bo ld›** one'],
    ['strikes words through', '‹one› two', strikethrough, '~~‹one›~~ two'],
    ['does nothing in a block of code', '```\n‹a›\n```', bold, '```\n‹a›\n```'],
    ['makes a heading of the line', 'one\nt‹w›o', heading, 'one\n‹## two›'],
    ['takes the heading away', '## tw‹›o', heading, 'tw‹›o'],
    ['makes a heading within a quote', '> tw‹›o', heading, '> ## tw‹›o'],
    ['quotes each line', '‹one\ntwo›', quote, '‹> one\n> two›'],
    ['quotes paragraphs as one', '‹one\n\ntwo›', quote, '‹> one\n>\n> two›'],
    ['takes the quote away again', '‹> one\n>\n> two›', quote, '‹one\n\ntwo›'],
    ['quotes a list as it is', '‹- one\n- two›', quote, '‹> - one\n> - two›'],
    ['makes a list of lines', '‹one\ntwo›', bulletList, '‹- one\n- two›'],
    ['ends the list before the rest of the paragraph', '‹one›\ntwo', bulletList, '‹- one›\n\ntwo'],
    ['makes a list within a quote', '‹> one\n> two›', bulletList, '‹> - one\n> - two›'],
    ['takes the boxes of tasks away with the list', '‹- [ ] one\n- [x] two›', bulletList, '‹one\ntwo›'],
    ['turns one list into the other', '‹- one\n- two›', numberedList, '‹1. one\n2. two›'],
    ['indents list items', '- a\n‹- one\n- two›', indent, '- a\n‹  - one\n  - two›'],
    ['indents below a number', '1. a\n‹›2. b', indent, '1. a\n   ‹›1. b'],
    ['leaves both of a pair of brackets out', '‹「富士山」›に', bold, '「**‹富士山›**」に'],
    ['makes a link of a picture', '‹![a](https://e.com/p.png)›', link('/x'), '[‹![a](https://e.com/p.png)›](/x)'],
    ['takes the indent back', '1. a\n   2. on‹›e', outdent, '1. a\n2. on‹›e'],
    ['puts a break on a line of its own', 'one‹›two', rule, 'one\n\n---\n\n‹›two'],
    ['takes the break away again', 'one\n\n---\n\n‹›two', rule, 'one\n\n‹›two'],
    ['marks code in a line', 'run ‹make›', code, 'run `‹make›`'],
    ['takes code away again', 'run `‹make›`', code, 'run ‹make›'],
    ['marks code with a backtick in it', 'run ‹a`b›', code, 'run ``‹a`b›``'],
    ['marks code that begins with a backtick', 'run ‹`a`› b', code, 'run ‹a› b'],
    ['marks code around code', 'run ‹x `a`› b', code, 'run `` ‹x `a`› `` b'],
    ['fences code of several lines', '‹a\nb›', code, '```\n‹a\nb›\n```'],
    ['fences whole lines', 'one ‹two\nthree› four', code, '```\n‹one two\nthree four›\n```'],
    ['takes the fence away again', '```js\n‹a\nb›\n```', code, '‹a\nb›'],
    ['fences a fence', '‹```\na\n```\nb›', code, '````\n‹```\na\n```\nb›\n````'],
    ['fences within a quote', '> ‹a\n> b›', code, '> ```\n‹> a\n> b›\n> ```'],
    ['makes a link of the selected words', 'see ‹Borjomi›', link('https://e.com'), 'see [‹Borjomi›](https://e.com)'],
    ['leaves space out of a link', 'see‹ Borjomi ›', link('https://e.com'), 'see [‹Borjomi›](https://e.com) '],
    ['makes a link with brackets in its words', '‹a [b] c›', link('/x'), '[‹a \\[b\\] c›](/x)'],
    ['makes a link to an address with a bracket', '‹a›', link('https://e.com/a(b'), '[‹a›](https://e.com/a%28b)'],
    ['keeps brackets of an address that match', '‹a›', link('https://e.com/a_(b)'), '[‹a›](https://e.com/a_(b))'],
    [
      'makes a link to an address with spaces',
      '‹a›',
      link('https://e.com/my map.pdf'),
      '[‹a›](https://e.com/my%20map.pdf)',
    ],
    ['makes no picture of a link', 'oh!‹a›', link('/x'), 'oh\\![‹a›](/x)'],
    ['makes a link in each paragraph', '‹one\n\ntwo›', link('/x'), '[‹one](/x)\n\n[two›](/x)'],
    ['makes one link of several', '‹a [b](/y) c›', link('/x'), '[‹a b c›](/x)'],
    ['gives a link another address', '[a‹›](/y "t")', link('/x'), '[a‹›](/x "t")'],
    ['makes a link of a bracket beside a link', '‹[›][a](/y)', link('/x'), '[\\‹[›](/x)][a](/y)'],
    ['gives a link behind brackets another address', '[][a‹›](/y)', link('/x'), '[][a‹›](/x)'],
    ['gives a link with brackets another address', '[a [b] c‹›](/y)', link('/x'), '[a [b] c‹›](/x)'],
    ['gives a link by name an address', '[a‹›][b]\n\n[b]: /y', link('/x'), '[a‹›](/x)\n\n[b]: /y'],
    ['makes a link of words before brackets', '[‹a›][b]', link('/x'), '[[‹a›](/x)][b]'],
    ['takes a link away', '[a \\[b\\]‹›](/y)', unlink('Link'), '‹a [b]›'],
    ['puts a link with words of its own', 'a ‹›', link('/x', 'b]'), 'a [b\\]](/x)‹›'],
    [
      'puts a picture with its description',
      'a ‹boat›',
      picture('https://e.com/a.jpg', 'boat'),
      'a ![boat](https://e.com/a.jpg)‹›',
    ],
    [
      'changes a picture',
      '![‹a›](https://e.com/a.jpg)',
      picture('https://e.com/b.jpg', 'b'),
      '![b](https://e.com/b.jpg)‹›',
    ],
  ])('%s', (_name, before, edit, after) => {
    expect(on(before, edit)).toBe(after);
  });

  it('makes a link of words when an address is pasted over them, and replaces anything else', () => {
    const [text, from, to] = read('see ‹the map › now');
    expect(shown(text, pastedLink(text, from, to, ' https://e.com/a(b \n')!)).toBe(
      'see [‹the map›](https://e.com/a%28b)  now',
    );
    for (const pasted of ['www.e.com', '<https://www.e.com>'])
      expect(shown(text, pastedLink(text, from, to, pasted)!)).toBe('see [‹the map›](https://www.e.com)  now');
    expect(pastedLink(text, from, to, 'not an address')).toBeUndefined();
    expect(pastedLink(text, from, to, 'https://e.com and more')).toBeUndefined();
    expect(pastedLink(text, from, from, 'https://e.com')).toBeUndefined();
    expect(pastedLink('https://a.b', 0, 11, 'https://e.com')).toBeUndefined();
    expect(pastedLink('a\n\nb', 0, 4, 'https://e.com')).toBeUndefined();
    expect(pastedLink('```\nabc\n```', 4, 7, 'https://e.com')).toBeUndefined();
  });
});

describe('whatever is selected', () => {
  const piece = fc.constantFrom(
    ...['one', 'two', ' ', ' ', '\n', '\n\n', '\n- ', '\n> ', '\n## ', '*it* ', '**bo ld** ', '`code` ', '~~no~~ '],
    ...[
      '[a link](https://e.com) ',
      '![pic](https://e.com/p.png) ',
      '“quoted”',
      '(b)',
      '山に行く',
      '、',
      'שלום',
      '👩‍👧',
      '🇬🇪',
      '.',
      '!',
    ],
    ...['\\', '\\*', '`', '[', ']', '\n```\nx\n```\n', '\n1. ', '\n- [ ] ', 'https://e.com/x '],
  );
  const body = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
  const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const selection = fc.tuple(body, fc.nat(), fc.nat()).map(([text, a, b]) => {
    const places = [...Array.from(characters.segment(text), ({ index }) => index), text.length];
    const [from = 0, to = 0] = [a, b].map((n) => places[n % places.length]!).sort((x, y) => x - y);
    return [text, from, to] as const;
  });
  // Other texts each time, but not where a change that has nothing to do with them waits for the result.
  const seed = process.env.CI === 'true' ? { seed: 1 } : {};
  const bounded = { numRuns: 300, interruptAfterTimeLimit: 8_000, ...seed } as const;
  const wordsOf = (markdown: string) =>
    renderMarkdown(markdown)
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, '');

  const toggles = [
    ['bold', bold, 'strong'],
    ['italic', italic, 'em'],
    ['strikethrough', strikethrough, 'del'],
  ] as const;

  it.each(toggles)('%s changes no word', (_name, edit, _element) => {
    fc.assert(
      fc.property(selection, ([text, from, to]) => {
        fc.pre(from < to);
        expect(wordsOf(applied(text, edit(text, from, to)))).toBe(wordsOf(text));
      }),
      bounded,
    );
  });

  it.each(toggles)('%s, twice, changes nothing', (_name, edit, element) => {
    fc.assert(
      fc.property(selection, ([text, from, to]) => {
        fc.pre(from < to && !renderMarkdown(text).includes(`<${element}>`));
        const once = edit(text, from, to);
        const marked = applied(text, once);
        fc.pre(marked !== text);
        expect(applied(marked, edit(marked, once.select.from, once.select.to))).toBe(text);
      }),
      bounded,
    );
  });

  it('nearly always has an effect on words', () => {
    // The same texts every time: a share of random ones would fail now and then.
    const samples = fc
      .sample(selection, { seed: 1, numRuns: 2_000 })
      .filter(([text, from, to]) => /\p{L}/u.test(text.slice(from, to)) && !/[`\\]|https|\*|~/.test(text));
    const done = samples.filter(([text, from, to]) => applied(text, bold(text, from, to)) !== text);
    expect(samples.length).toBeGreaterThan(100);
    expect(done.length / samples.length).toBeGreaterThan(0.95);
  });

  it('a link changes no word', () => {
    fc.assert(
      fc.property(selection, ([text, from, to]) => {
        // In a link, the words of a picture are what one presses.
        fc.pre(from < to && !text.includes('!['));
        expect(wordsOf(applied(text, link('https://e.com/a(b')(text, from, to)))).toBe(wordsOf(text));
      }),
      bounded,
    );
  });

  it('code of several lines is a block, and twice changes nothing', () => {
    fc.assert(
      fc.property(selection, ([text, from, to]) => {
        fc.pre(text.slice(from, to).trim().includes('\n') && !text.includes('`'));
        const once = code(text, from, to);
        const marked = applied(text, once);
        expect(renderMarkdown(marked)).toContain('<pre');
        expect(applied(marked, code(marked, once.select.from, once.select.to))).toBe(text);
      }),
      bounded,
    );
  });
});

describe('Enter', () => {
  it.each([
    ['begins the next item', '- one‹›', '- one\n- ‹›'],
    ['begins the next number', '9. one‹›', '9. one\n10. ‹›'],
    ['begins the next line of a quote', '  > one‹›', '  > one\n  > ‹›'],
    ['begins the next task, not done', '- [x] one‹›', '- [x] one\n- [ ] ‹›'],
    ['begins the next item within a quote', '> - one‹›', '> - one\n> - ‹›'],
    ['begins the next item within an item', '- a\n  1) b‹›', '- a\n  1) b\n  2) ‹›'],
    ['splits an item', '- one ‹›two', '- one \n- ‹›two'],
    ['ends the list after an empty item', '- one\n- ‹›', '- one\n‹›'],
    ['ends the list after an empty task', '- [ ] one\n- [ ] ‹›', '- [ ] one\n‹›'],
    ['ends the list within a quote', '> - one\n> - ‹›', '> - one\n> ‹›'],
    ['ends the quote', '> one\n> ‹›', '> one\n‹›'],
    ['goes out of an inner quote', '> > ‹›', '> ‹›'],
    ['goes out of an inner list', '- one\n  - two\n  - ‹›', '- one\n  - two\n- ‹›'],
    ['goes out of an inner list of numbers', '1. one\n   - ‹›', '1. one\n2. ‹›'],
    ['replaces what is selected', '- one‹ two›', '- one\n- ‹›'],
    ['stays in a quote within its block of code', '> ```\n> - a‹›\n> ```', '> ```\n> - a\n> ‹›\n> ```'],
  ])('%s', (_name, before, after) => {
    const [text, from, to] = read(before);
    expect(shown(text, continueLine(text, from, to)!)).toBe(after);
  });

  it.each([
    ['after other text', 'one‹›'],
    ['before the mark', '‹›- one'],
    ['in a block of code', '```\n- one‹›\n```'],
    ['in a block of code that is not closed', '```\n> one‹›'],
    ['after a break', '* * *‹›'],
    ['where no list begins', '-one‹›'],
  ])('is a line break %s', (_name, before) => {
    const [text, from, to] = read(before);
    expect(continueLine(text, from, to)).toBeUndefined();
  });
});

describe('Backspace', () => {
  it.each([
    ['takes the mark of an item', '- one\n- ‹›', '- one\n‹›'],
    ['takes the mark before words', '1. ‹›one', '‹›one'],
    ['takes the box of a task with its mark', '- [ ] ‹›', '‹›'],
    ['goes out of a quote', '> > ‹›a', '> ‹›a'],
    ['takes the mark of an item within a quote', '> - ‹›', '> ‹›'],
  ])('%s', (_name, before, after) => {
    const [text, from, to] = read(before);
    expect(shown(text, removeMark(text, from, to)!)).toBe(after);
  });

  it.each(['- a‹›', '-‹›', '‹›- a', '- ‹a›', '```\n- ‹›\n```'])('in %j takes what it always takes', (before) => {
    const [text, from, to] = read(before);
    expect(removeMark(text, from, to)).toBeUndefined();
  });
});
