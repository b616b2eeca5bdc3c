import { segmentsOf } from '../../../../../server/platform/input/segments.js';
import { marksAt } from '../../../../../server/platform/markdown/parser.js';
import { areStarsOfWords } from '../../../../../server/platform/markdown/word-stars.js';
import { lettersOf } from './reads-as-before.js';

const MARKS = { bold: '**', italic: '*', struck: '~~' };
type Mark = keyof typeof MARKS;
export type Marks = Partial<Record<Mark, boolean>>;
const EVERY_MARK = Object.keys(MARKS) as Mark[];

/** Words in Markdown with the marks that go around them; a line break is `\n`, and has none. */
export interface Run extends Marks {
  text: string;
  /** A link, a picture or code: marks go around it, not into it. */
  isWhole?: boolean;
  /** What it has in it, if it is code. */
  code?: string;
}

const isBlank = (text: string): boolean => text.trim() === '';

export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());

/** A line of a paragraph, whatever it begins with. */
export const escapedStart = (line: string): string =>
  line.replace(/^(?:#{1,6}(?=\s|$)|>|[-+*_=](?=\s|$)|[=-]{2,})/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

/** The space before the words, the words, and the space after them. */
export function parted(text: string): [lead: string, words: string, trail: string] {
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

/** Marks around words, without the space at their ends. */
function marked(text: string, mark: string): string {
  const [lead, words, trail] = parted(text);
  return words === '' ? text : lead + mark + words + mark + trail;
}

const isMarked = (run: Run): boolean => EVERY_MARK.some((mark) => run[mark]);

/** Each character as people see it, with the backslash before it; what has no mark stays whole. */
function charactersOf(run: Run): Run[] {
  if (run.isWhole || !isMarked(run)) return [run];
  const characters: string[] = [];
  // Each segment keeps a copy of the text it is from.
  for (const part of run.text.match(/[^]{1,500}/gu) ?? [])
    for (const { segment } of segmentsOf(part, 'grapheme'))
      if (characters.at(-1) === '\\' && /^[!-/:-@[-`{-~]/.test(segment)) characters.push(characters.pop() + segment);
      else characters.push(segment);
  return characters.map((text) => ({ ...run, text }));
}

const firstOf = (run: Run | undefined): string => [...(run?.text ?? '').slice(0, 3).replace(/^\\(?=[^])/, '')][0] ?? '';
const lastOf = (run: Run | undefined): string => [...(run?.text ?? '').slice(-2)].at(-1) ?? '';

/** Brackets and quotation marks go together. */
const isPair = (first: string, last: string): boolean =>
  (/[\p{Ps}\p{Pi}]/u.test(first) && /[\p{Pe}\p{Pf}]/u.test(last)) || (/["']/.test(first) && first === last);

/** Takes a mark from what stands at the ends of its words where it would mean nothing there: `**Note:**text`. */
function fit(characters: Run[], mark: Mark, from: number, to: number): void {
  const drop = (at: number) => (characters[at] = { ...characters[at]!, [mark]: false });
  const sign = MARKS[mark];
  while (from < to) {
    const [first, last] = [firstOf(characters[from]), lastOf(characters[to - 1])];
    if (isBlank(first)) from += 1;
    else if (isBlank(last)) to -= 1;
    if (isBlank(first) || isBlank(last)) continue;
    const [before, after] = [lastOf(characters[from - 1]), firstOf(characters[to])];
    const opens = marksAt(before + sign + first, before.length).opens;
    const closes = marksAt(last + sign + after, last.length).closes;
    const words = () => characters.slice(from, to).map(({ text }) => text);
    if (!opens || !closes) {
      const both = isPair(first, last);
      if (!opens || both) drop(from++);
      if (from < to && (!closes || both)) drop(--to);
    } else if (areStarsOfWords(before, words().join(''), after))
      while (from < to && !isBlank(characters[from]!.text)) drop(from++);
    else return;
  }
}

/** The same words with marks that work where they stand. */
function placed(runs: readonly Run[]): readonly Run[] {
  if (!runs.some(isMarked)) return runs;
  const characters = runs.flatMap(charactersOf);
  for (const mark of EVERY_MARK)
    for (let from = 0; from < characters.length; from += 1) {
      let to = from;
      while (characters[to]?.[mark]) to += 1;
      fit(characters, mark, from, to);
      from = to;
    }
  return characters;
}

/** Neighbours with the same mark share it, and the mark that goes furthest is the outer one. */
function joined(runs: readonly Run[], marks = EVERY_MARK): string {
  const parts: string[] = [];
  let last = '';
  let at = 0;
  while (at < runs.length) {
    const run = runs[at]!;
    const touches = !isBlank(last) && !isBlank(run.text.charAt(0));
    let end = at + 1;
    let outer: Mark | undefined;
    for (const mark of marks) {
      // Marks that overlap cannot be written: the second one ends with the first.
      if (!run[mark] || (touches && runs[at - 1]![mark])) continue;
      let to = at + 1;
      while (runs[to]?.[mark]) to++;
      if (outer !== undefined && to <= end) continue;
      outer = mark;
      end = to;
    }
    const within = marks.filter((mark) => mark !== outer);
    const words = outer === undefined ? run.text : marked(joined(runs.slice(at, end), within), MARKS[outer]);
    // An exclamation mark before a link would make a picture of it.
    if (last === '!' && words.startsWith('[')) parts.push(parts.pop()!.replace(/!$/, '\\!'));
    if (words !== '') parts.push(words);
    last = words.slice(-1) || last;
    at = end;
  }
  return parts.join('');
}

/** Without any mark where one would be seen, as beside those of a face: `*.*`. */
export function written(runs: readonly Run[]): string {
  const fitting = placed(runs);
  const [text, plain] = [fitting, without(runs, EVERY_MARK)].map((some) => joined(some)) as [string, string];
  const shown = (some: string) => lettersOf(linesOf(some).map(escapedStart).join('\n'));
  return fitting === runs || shown(text) === shown(plain) ? text : plain;
}

/** The marks that all words have. */
export function sharedMarks(runs: readonly Run[]): Mark[] {
  const words = runs.filter(({ text }) => !isBlank(text));
  return EVERY_MARK.filter((mark) => words.every((run) => run[mark]));
}
export const without = (runs: readonly Run[], marks: readonly Mark[]): Run[] =>
  runs.map((run) => ({ ...run, ...Object.fromEntries(marks.map((mark) => [mark, false])) }));
