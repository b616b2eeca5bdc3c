import type { Edit } from './edit.js';
import { isInCodeBlock, nodeAround } from './tree.js';

/** The mark of a quote or of a list's item at the beginning of a line. */
const MARK =
  /^(?:(?<quote> {0,3}> ?)|(?<indent>[ \t]*)(?<mark>[-*+]|(?<number>\d{1,9})(?<point>[.)]))(?<space>[ \t]+)(?<task>\[[ xX]\] +)?)/;
const THEMATIC_BREAK = /^[ \t>]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const LARGEST_NUMBER = 999_999_999;

interface Level {
  isQuote: boolean;
  /** As it stands in the line. */
  text: string;
  indent: number;
  /** What the next line begins with to stay within it. */
  inside: string;
  /** What the next line begins with to stand beside it. */
  next: string;
}

/** The quotes and items that begin in a line, from the outermost on. */
function levelsOf(line: string): Level[] {
  const levels: Level[] = [];
  let rest = line;
  for (let found = MARK.exec(rest); found; found = MARK.exec(rest)) {
    const [text] = found;
    const { quote, indent = '', mark = '', number, point, space = '', task } = found.groups!;
    const following = number === undefined ? mark : `${Math.min(Number(number) + 1, LARGEST_NUMBER)}${point}`;
    levels.push(
      quote === undefined
        ? {
            isQuote: false,
            text,
            indent: indent.length,
            inside: indent + ' '.repeat(mark.length + space.length),
            next: indent + following + space + (task ? '[ ] ' : ''),
          }
        : { isQuote: true, text, indent: 0, inside: text, next: text },
    );
    rest = rest.slice(text.length);
  }
  return levels;
}

/** The marks of the item after the one, further out, that holds an item with this indent. */
function outerItem(text: string, lineStart: number, indent: number): string {
  for (const line of text
    .slice(0, Math.max(0, lineStart - 1))
    .split('\n')
    .reverse()) {
    const levels = levelsOf(line);
    const item = levels.filter((level) => !level.isQuote).at(-1);
    if (item && item.indent < indent) return item.next;
    const content = line.slice(levels.reduce((length, level) => length + level.text.length, 0));
    if (!item && /^\S/.test(content)) return '';
  }
  return '';
}

const insertion = (from: number, to: number, insert: string): Edit => ({
  from,
  to,
  insert,
  select: { from: from + insert.length, to: from + insert.length },
});

/**
 * On Enter within a list or a quote: the next item or line of it; an empty one goes one level out instead, and ends the
 * list or quote in the end. Undefined where a line break is all that is wanted.
 */
export function continueLine(text: string, from: number, to = from): Edit | undefined {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next === -1 ? text.length : next;
  const line = text.slice(start, end);
  if (isInCodeBlock(text, from)) {
    const isQuoted = nodeAround(text, from, from, 'Blockquote') !== undefined;
    const lead = (isQuoted ? /^(?: {0,3}> ?)*[ \t]*/ : /^[ \t]*/).exec(text.slice(start, from))![0];
    return lead ? insertion(from, to, `\n${lead}`) : undefined;
  }
  const levels = THEMATIC_BREAK.test(line) ? [] : levelsOf(line);
  const last = levels.at(-1);
  const length = levels.reduce((sum, level) => sum + level.text.length, 0);
  if (!last || from < start + length) return undefined;
  const outer = levels.slice(0, -1);
  if (line.length === length) {
    const lead = outer.map((level) => level.text).join('');
    return insertion(start, end, lead + (last.indent > 0 ? outerItem(text, start, last.indent) : ''));
  }
  return insertion(from, to, `\n${outer.map((level) => level.inside).join('')}${last.next}`);
}

/** On Backspace right behind the mark of an item or a quote: without that mark. Undefined where a character is all that is meant. */
export function removeMark(text: string, from: number, to = from): Edit | undefined {
  if (from !== to) return undefined;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const levels = levelsOf(text.slice(start, from));
  const length = levels.reduce((sum, level) => sum + level.text.length, 0);
  const last = levels.at(-1);
  if (!last || start + length !== from || isInCodeBlock(text, from)) return undefined;
  return insertion(from - last.text.length, from, '');
}
