import { combine, type Edit, type MarkdownEdit, type Range, unchanged } from './edit.js';
import { trimmed } from './ranges.js';
import { isInCodeBlock, nodeAround, runsAt } from './tree.js';
import { wordAround } from './words.js';

const backtickRuns = (text: string): number[] => (text.match(/`+/g) ?? []).map((run) => run.length);

/** The shortest run of backticks that does not occur within the code. */
export function delimiterFor(code: string): string {
  const runs = new Set(backtickRuns(code));
  let length = 1;
  while (runs.has(length)) length += 1;
  return '`'.repeat(length);
}

function inLine(text: string, selected: Range, keep?: Range): Edit {
  let { from, to } = trimmed(text, selected);
  if (from === to) return unchanged(selected.from, selected.to);
  for (const { atoms } of runsAt(text, from, to)) {
    for (const atom of atoms) {
      if (atom.from < from && from < atom.to) from = atom.from;
      if (atom.from < to && to < atom.to) to = atom.to;
    }
  }
  // A backtick beside the new ones would be one of them; a backslash would take away their meaning.
  while (/[`\\]/.test(text[from - 1] ?? '')) from -= 1;
  while (text[to] === '`') to += 1;
  const code = text.slice(from, to);
  const mark = delimiterFor(code);
  const pad = /^`|`$/.test(code) ? ' ' : '';
  return combine(
    text,
    [
      { from, to: from, insert: mark + pad },
      { from: to, to, insert: pad + mark },
    ],
    keep ?? { from, to },
  );
}

function withoutMarks(text: string, from: number, to: number, selected: Range): Edit {
  const [, mark = '', inner = ''] = /^(`+)([^]*?)\1$/.exec(text.slice(from, to)) ?? [];
  const isPadded = /^ [^]*[^ ][^]* $/.test(inner);
  const size = mark.length + (isPadded ? 1 : 0);
  const select = { from: Math.max(selected.from, from + size), to: Math.min(selected.to, to - size) };
  return combine(
    text,
    [
      { from, to: from + size, insert: '' },
      { from: to - size, to, insert: '' },
    ],
    { from: Math.min(select.from, to - size), to: Math.max(select.to, from + size) },
  );
}

/** The marks of quotes that all lines begin with, and the space within a list: a fence begins so too. */
function containerPrefix(text: string, lines: readonly string[], at: number): string {
  const [first = ''] = lines;
  const quote = /^(?: {0,3}> ?)*/.exec(first)?.[0] ?? '';
  const isCommon = lines.every((line) => line.startsWith(quote) || line === quote.trimEnd());
  if (!isCommon) return '';
  const isInList = nodeAround(text, at, at, 'ListItem') !== undefined;
  const spaces = lines
    .filter((line) => line.slice(quote.length).trim() !== '')
    .map((line) => /^ */.exec(line.slice(quote.length))![0].length);
  return quote + ' '.repeat(isInList && spaces.length > 0 ? Math.min(...spaces) : 0);
}

function inLines(text: string, selected: Range): Edit {
  const from = text.lastIndexOf('\n', selected.from - 1) + 1;
  const end = text.indexOf('\n', selected.to);
  const to = end === -1 ? text.length : end;
  const code = text.slice(from, to);
  const prefix = containerPrefix(text, code.split('\n'), selected.from);
  const fence = '`'.repeat(Math.max(3, ...backtickRuns(code).map((run) => run + 1)));
  return combine(
    text,
    [
      { from, to: from, insert: `${prefix}${fence}\n` },
      { from: to, to, insert: `\n${prefix}${fence}` },
    ],
    { from, to },
  );
}

/** Takes away the lines of a fence; where it begins on the line of a list's mark, only the fence. */
function withoutFence(text: string, marks: readonly Range[], selected: Range): Edit {
  const changes = marks.map(({ from }, index) => {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const next = text.indexOf('\n', from);
    const end = next === -1 ? text.length : next;
    const isAlone = /^[ >]*$/.test(text.slice(start, from));
    if (index > 0) return { from: Math.max(0, start - 1), to: end, insert: '' };
    const after = Math.min(text.length, end + 1);
    if (isAlone) return { from: start, to: after, insert: '' };
    const indent = /^[ >]*/.exec(text.slice(after))?.[0].length ?? 0;
    return { from, to: after + indent, insert: '' };
  });
  const [open, close] = changes;
  // Of an empty block both lines are one change.
  if (open && close && close.from < open.to) close.from = Math.min(open.to, close.to);
  const from = Math.max(selected.from, open?.to ?? 0);
  const to = Math.min(selected.to, close?.from ?? text.length);
  return combine(text, changes, { from: Math.min(from, to), to: Math.max(from, to) });
}

/** Code within a line, or a block of it when the selection has several; again, and it is text as before. */
export const code: MarkdownEdit = (text, from, to) => {
  const selected = trimmed(text, { from, to });
  const around = selected.from < selected.to ? selected : { from, to };
  const span = nodeAround(text, around.from, around.to, 'InlineCode');
  const isAtEnd = from === to && span && /^`*$/.test(text.slice(from, span.to));
  if (isAtEnd) return unchanged(span.to, span.to);
  if (span) return withoutMarks(text, span.from, span.to, around);
  const block = nodeAround(text, around.from, around.to, 'FencedCode');
  if (block) return withoutFence(text, block.getChildren('CodeMark'), { from, to });
  if (isInCodeBlock(text, around.from, around.to)) return unchanged(from, to);
  if (text.slice(around.from, around.to).includes('\n')) return inLines(text, around);
  if (from !== to) return inLine(text, around);
  const isPair = text.slice(from - 1, from + 1) === '``' && text[from - 2] !== '`' && text[from + 1] !== '`';
  if (isPair) return { from: from - 1, to: from + 1, insert: '', select: { from: from - 1, to: from - 1 } };
  const word = wordAround(text, from);
  if (word) return inLine(text, word, { from, to: from });
  return { from, to, insert: '``', select: { from: from + 1, to: from + 1 } };
};
