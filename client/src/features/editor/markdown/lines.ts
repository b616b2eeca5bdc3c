import type { Edit, MarkdownEdit } from './edit.js';
import { nodeAround } from './tree.js';

interface Lines {
  from: number;
  to: number;
  lines: string[];
}

export function linesAt(text: string, from: number, to: number): Lines {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to > from && text[to - 1] === '\n' ? to - 1 : to);
  const end = next === -1 ? text.length : next;
  return { from: start, to: end, lines: text.slice(start, end).split('\n') };
}

/** Replaces whole lines and selects them; a caret stays where it is within its line. */
function replaceLines(found: Lines, lines: readonly string[], caret: number | undefined, end = ''): Edit {
  const { from, to } = found;
  const insert = lines.join('\n');
  const edit = { from, to, insert: insert + end };
  if (caret === undefined) return { ...edit, select: { from, to: from + insert.length } };
  const fromEnd = to - caret;
  const at = from + Math.max(0, insert.length - fromEnd);
  return { ...edit, select: { from: at, to: at } };
}

const QUOTES = /^(?: {0,3}> ?)*/;
const HEADING = /^#{1,6}(?:[ \t]+|$)/;
const BULLET = /^[-*+](?:[ \t]+|$)(?:\[[ xX]\](?:[ \t]+|$))?/;
const NUMBER = /^\d{1,9}[.)](?:[ \t]+|$)(?:\[[ xX]\](?:[ \t]+|$))?/;

/** A line in three parts: the marks of its quotes with the space after them, its own mark, and the rest. */
function parts(line: string): [lead: string, mark: string, rest: string] {
  const quotes = QUOTES.exec(line)?.[0] ?? '';
  const lead = quotes + /^[ \t]*/.exec(line.slice(quotes.length))![0];
  const content = line.slice(lead.length);
  const mark = [HEADING, BULLET, NUMBER].map((pattern) => pattern.exec(content)?.[0]).find(Boolean) ?? '';
  return [lead, mark, content.slice(mark.length)];
}

const isBlank = (line: string) => /^[ \t>]*$/.test(line);

/** A paragraph goes on in the line after it, so that line would belong to the list or quote too. */
function wouldContinue(text: string, to: number): boolean {
  const end = text.indexOf('\n', to + 1);
  const next = text.slice(to + 1, end === -1 ? text.length : end);
  if (to >= text.length || isBlank(next)) return false;
  const [lead, mark] = parts(next);
  return (
    mark === '' && !/^(?: {0,3}>|[ \t]*(?:```|~~~)|[ \t]*(?:[-*_][ \t]*){3,}$)/.test(lead + next.slice(lead.length))
  );
}

/** Gives each selected line a mark in place of another one, or takes it away where all have it. */
const marks =
  (has: RegExp, make: (index: number) => string, { isList = true } = {}): MarkdownEdit =>
  (text, from, to) => {
    if (nodeAround(text, from, to, 'FencedCode')) return { from, to: from, insert: '', select: { from, to } };
    const found = linesAt(text, from, to);
    const isSkipped = (line: string) => isBlank(line) && found.lines.length > 1;
    const all = found.lines.every((line) => isSkipped(line) || has.test(parts(line)[1]));
    let number = 0;
    const lines = found.lines.map((line) => {
      if (isSkipped(line)) return line;
      const [lead, , rest] = parts(line);
      return lead + (all ? '' : make(number++)) + rest;
    });
    const ends = isList && !all && wouldContinue(text, found.to) ? '\n' : '';
    return replaceLines(found, lines, from === to ? from : undefined, ends);
  };

export const heading = marks(/^## *$/, () => '## ', { isList: false });
export const bulletList = marks(BULLET, () => '- ');
export const numberedList = marks(NUMBER, (index) => `${index + 1}. `);

/** Quotes the selected lines, with what they are; again, and they are not. */
export const quote: MarkdownEdit = (text, from, to) => {
  const found = linesAt(text, from, to);
  const pattern = /^( {0,3})> ?/;
  const all = found.lines.every((line) => pattern.test(line));
  const lines = found.lines.map((line) =>
    all ? line.replace(pattern, '$1') : line === '' && found.lines.length > 1 ? '>' : `> ${line}`,
  );
  const ends = !all && wouldContinue(text, found.to) ? '\n' : '';
  return replaceLines(found, lines, from === to ? from : undefined, ends);
};

/** The items of lists above a line, the nearest first: where each begins and where its content stands. */
function* itemsAbove(text: string, from: number): Generator<{ start: number; content: number }> {
  for (const line of text
    .slice(0, Math.max(0, from - 1))
    .split('\n')
    .reverse()) {
    const [lead, mark] = parts(line);
    if (isBlank(line)) continue;
    if (BULLET.test(mark) || NUMBER.test(mark)) {
      yield { start: lead.length, content: lead.length + /^\S+[ \t]*/.exec(mark)![0].length };
    }
    if (lead === '') return;
  }
}

/** Moves the selected lines by so many columns, within their quotes. A list further in counts from 1, or it is none. */
function move(found: Lines, by: number, caret: number | undefined): Edit {
  let number = 0;
  const lines = found.lines.map((line) => {
    const quotes = QUOTES.exec(line)?.[0] ?? '';
    const content = line.slice(quotes.length);
    if (content === '' && caret === undefined) return line;
    const counted = content.replace(/^\d{1,9}(?=[.)] )/, () => String((number += 1)));
    return quotes + (by > 0 ? ' '.repeat(by) + counted : content.replace(new RegExp(`^(?:\\t| {0,${-by}})`), ''));
  });
  return replaceLines(found, lines, caret);
}

/** Moves the selected lines one level into the list. */
export const indent: MarkdownEdit = (text, from, to) => {
  const found = linesAt(text, from, to);
  const depth = parts(found.lines[0] ?? '')[0].length;
  const parent = [...itemsAbove(text, found.from)].find(({ start }) => start <= depth);
  const by = parent && parent.content > depth ? parent.content - depth : 2;
  return move(found, by, from === to ? from : undefined);
};

/** Moves the selected lines one level out of the list. */
export const outdent: MarkdownEdit = (text, from, to) => {
  const found = linesAt(text, from, to);
  const depth = parts(found.lines[0] ?? '')[0].length;
  const parent = [...itemsAbove(text, found.from)].find(({ start }) => start < depth);
  return move(found, parent ? parent.start - depth : -2, from === to ? from : undefined);
};

/** A break on lines of its own, with the blank lines that Markdown asks for; again right behind it, and it goes. */
export const rule: MarkdownEdit = (text, _from, to) => {
  const before = text.slice(0, to);
  const after = text.slice(to);
  const last = /(?:^|\n\n)(---\n+)$/.exec(before)?.[1];
  if (last) return { from: to - last.length, to, insert: '', select: { from: to - last.length, to: to - last.length } };
  const lead = !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const trail = after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const insert = `${lead}---${trail}`;
  const at = to + insert.length;
  return { from: to, to, insert, select: { from: at, to: at } };
};
