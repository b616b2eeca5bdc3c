import { describe, expect, it } from '@jest/globals';
import {
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
  quote,
  rule,
} from './markdown-edits.js';

/** Applies an edit to a text whose selection is written as [ and ]. */
function on(marked: string, edit: MarkdownEdit): string {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  return shown(marked.replace('[', '').replace(']', ''), edit(marked.replace('[', '').replace(']', ''), from, to));
}

function shown(text: string, { from, to, insert, select }: Edit): string {
  const result = text.slice(0, from) + insert + text.slice(to);
  return `${result.slice(0, select.from)}[${result.slice(select.from, select.to)}]${result.slice(select.to)}`;
}

describe('the toolbar', () => {
  it.each([
    ['makes a selection bold', 'a [b] c', bold, 'a **[b]** c'],
    ['takes bold away again', 'a **[b]** c', bold, 'a [b] c'],
    ['puts the caret between new marks', 'a []', bold, 'a **[]**'],
    ['does not take italic out of bold', '**[b]**', italic, '***[b]***'],
    ['takes italic away from bold italic', '***[b]***', italic, '**[b]**'],
    ['makes a heading of the line', 'one\nt[w]o', heading, 'one\n## two[]'],
    ['takes the heading away', '## t[w]o', heading, 'two[]'],
    ['quotes each line', '[one\ntwo]', quote, '[> one\n> two]'],
    ['makes a list of lines', '[one\ntwo]', bulletList, '[- one\n- two]'],
    ['turns one list into the other', '[- one\n- two]', numberedList, '[1. one\n2. two]'],
    ['indents list items', '[- one\n- two]', indent, '[  - one\n  - two]'],
    ['takes the indent back', '  - on[]e', outdent, '- one[]'],
    ['puts a break on a line of its own', 'one[]two', rule, 'one\n\n---\n\n[]two'],
    ['marks code in a line', 'run [make]', code, 'run `[make]`'],
    ['fences code of several lines', '[a\nb]', code, '```\n[a\nb]\n```\n\n'],
  ])('%s', (_name, before, edit, after) => {
    expect(on(before, edit)).toBe(after);
  });

  it('makes a link of the selected words and selects the address', () => {
    const edit = link('see Borjomi', 4, 11);
    expect(edit.insert).toBe('[Borjomi](https://)');
    expect(edit.insert.slice(edit.select.from - 4, edit.select.to - 4)).toBe('https://');
  });

  it('makes a link to a selected address and selects the words', () => {
    const edit = link('https://example.org/a', 0, 21);
    expect(edit.insert).toBe('[words for the link](https://example.org/a)');
    expect(edit.insert.slice(edit.select.from, edit.select.to)).toBe('words for the link');
  });
});

describe('Enter in a list', () => {
  it('begins the next item', () => {
    expect(continueLine('- one', 5)).toMatchObject({ insert: '\n- ' });
    expect(continueLine('9. one', 6)).toMatchObject({ insert: '\n10. ' });
    expect(continueLine('  > one', 7)).toMatchObject({ insert: '\n  > ' });
  });

  it('ends the list after an empty item', () => {
    expect(continueLine('- one\n- ', 8)).toMatchObject({ from: 6, to: 8, insert: '' });
  });

  it('leaves other lines alone', () => {
    expect(continueLine('one', 3)).toBeUndefined();
  });
});
