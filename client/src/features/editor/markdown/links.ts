import { completeAddress, copiedAddress, destination, isAddress } from './addresses.js';
import { type Change, combine, type Edit, type MarkdownEdit, type Range, unchanged } from './edit.js';
import { readsAsBefore } from './reads-as-before.js';
import { overlaps, trimmed } from './ranges.js';
import { isInCodeBlock, nodeAround, type Run, runsAt, type SyntaxNode, wholeParts } from './tree.js';
import { wordAround } from './words.js';

/** What the tools for links and pictures begin with at a selection. */
export interface AddressAt {
  /** '' when it is not known yet. */
  address: string;
  /** The words of a link, the description of a picture; undefined when the words are what is selected. */
  words?: string;
  /** Whether there is one already, which can be changed or taken away. */
  exists: boolean;
}

function linkAround(text: string, from: number, to: number): SyntaxNode | undefined {
  const link = nodeAround(text, from, to, 'Link');
  const isLink = link && (link.getChildren('LinkMark').length >= 4 || link.getChild('LinkLabel'));
  return isLink ? link : undefined;
}

const labelOf = (node: SyntaxNode): Range => {
  const [open, close] = node.getChildren('LinkMark');
  return { from: open?.to ?? node.from, to: close?.from ?? node.to };
};

function addressOf(text: string, node: SyntaxNode): string {
  const url = node.getChild('URL');
  return url
    ? text
        .slice(url.from, url.to)
        .replace(/^<([^]*)>$/, '$1')
        .replace(/&amp;/g, '&')
    : '';
}

/** What `label` makes of words, as they were typed. */
const unescaped = (text: string) => text.replace(/\\(?=[[\]`\\*_~<])/g, '');

/** What the link tool begins with; undefined where no link can be. */
export function linkAt(text: string, from: number, to: number): AddressAt | undefined {
  if (isInCodeBlock(text, from)) return undefined;
  const link = linkAround(text, from, to);
  if (link) return { address: addressOf(text, link), exists: true };
  const range = trimmed(text, { from, to });
  const selected = text.slice(range.from, range.to);
  if (isAddress(selected)) return { address: selected, words: '', exists: false };
  const hasWords = selected !== '' || (from === to && wordAround(text, from) !== undefined);
  return hasWords ? { address: '', exists: false } : { address: '', words: '', exists: false };
}

/** What the picture tool begins with; undefined where no picture can be. */
export function pictureAt(text: string, from: number, to: number): AddressAt | undefined {
  if (isInCodeBlock(text, from)) return undefined;
  const picture = nodeAround(text, from, to, 'Image');
  if (picture) {
    const { from: start, to: end } = labelOf(picture);
    return { address: addressOf(text, picture), words: unescaped(text.slice(start, end)), exists: true };
  }
  const range = trimmed(text, { from, to });
  const selected = text.slice(range.from, range.to);
  if (isAddress(selected)) return { address: selected, words: '', exists: false };
  return { address: '', words: selected.includes('\n') ? '' : selected, exists: false };
}

/** Words somebody typed, as they can stand in square brackets. */
const label = (words: string) =>
  words
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/[[\]`\\*_~<]/g, '\\$&');

/** An exclamation mark before a link would make a picture of it. */
const notAPicture = (text: string, from: number): Change[] =>
  text[from - 1] === '!' && text[from - 2] !== '\\' ? [{ from: from - 1, to: from - 1, insert: '\\' }] : [];

/** Before what would end the square brackets around a part of the text. */
function escapesIn(text: string, run: Run, part: Range, kept: readonly Range[]): Change[] {
  const changes: Change[] = [];
  for (let at = part.from; at < part.to; at += 1) {
    const isEnding = /[[\]`]/.test(text[at]!) || (text[at] === '\\' && at === part.to - 1);
    const isKept = [...run.atoms, ...kept].some(({ from, to }) => from <= at && at < to);
    if (isEnding && !isKept) changes.push({ from: at, to: at, insert: '\\' });
  }
  return changes;
}

/** Links around the words of a selection: one in each paragraph. */
function around(text: string, selected: Range, address: string): Edit {
  const changes: Change[] = [];
  const pieces: Range[] = [];
  for (const run of runsAt(text, selected.from, selected.to)) {
    const range = { from: Math.max(selected.from, run.from), to: Math.min(selected.to, run.to) };
    if (range.from >= range.to) continue;
    // No link can stand in another one.
    const links = run.containers.filter((container) => container.name === 'Link' && overlaps(container, range));
    const marks = links.flatMap(({ from, to, open, close }) => [
      { from, to: open },
      { from: close, to },
    ]);
    const whole = {
      from: Math.min(range.from, ...links.map((link) => link.from)),
      to: Math.max(range.to, ...links.map((link) => link.to)),
    };
    const others = run.containers.filter((container) => container.name !== 'Link');
    for (const part of wholeParts(text, run, others, whole)) {
      pieces.push(part);
      changes.push(...notAPicture(text, part.from), { from: part.from, to: part.from, insert: '[' });
      changes.push(...marks.filter((mark) => overlaps(mark, part)).map((mark) => ({ ...mark, insert: '' })));
      changes.push(...escapesIn(text, run, part, marks));
      changes.push({ from: part.to, to: part.to, insert: `](${destination(address)})` });
    }
  }
  const [first] = pieces;
  const last = pieces.at(-1);
  const edit = combine(text, changes, first && last ? { from: first.from, to: last.to } : selected);
  // The words of a picture are seen only where it stands in a link.
  const hasPicture = pieces.some(({ from, to }) => text.slice(from, to).includes('!['));
  return hasPicture || readsAsBefore(text, edit) ? edit : unchanged(selected.from, selected.to);
}

function inPlaceOf(text: string, { from, to }: Range, lead: string, words: string, address: string): Edit {
  const inserted = `${lead}[${label(words)}](${destination(address)})`;
  const escape = lead === '' ? notAPicture(text, from) : [];
  const edit = combine(text, [...escape, { from, to, insert: inserted }], { from, to });
  const end = edit.from + edit.insert.length;
  return { ...edit, select: { from: end, to: end } };
}

/** Changes what a link or a picture has in its parentheses, or the reference in their place. */
function readdressed(node: SyntaxNode, address: string): Change {
  const [, , open] = node.getChildren('LinkMark');
  const reference = node.getChild('LinkLabel');
  if (reference) return { from: reference.from, to: reference.to, insert: `(${destination(address)})` };
  const at = node.getChild('URL') ?? { from: open!.to, to: open!.to };
  return { from: at.from, to: at.to, insert: destination(address) };
}

/** @param words of a link where nothing is selected; without any the address stands there itself */
export const link =
  (address: string, words?: string): MarkdownEdit =>
  (text, from, to) => {
    const existing = linkAround(text, from, to);
    if (existing) return combine(text, [readdressed(existing, address)], { from, to });
    const range = trimmed(text, { from, to });
    if (words !== undefined) return inPlaceOf(text, range, '', words || address, address);
    return around(text, from === to ? (wordAround(text, from) ?? range) : range, address);
  };

/** @param description for people who cannot see the picture */
export const picture =
  (address: string, description: string): MarkdownEdit =>
  (text, from, to) => {
    const existing = nodeAround(text, from, to, 'Image');
    if (existing) {
      const words = { ...labelOf(existing), insert: label(description) };
      return combine(text, [words, readdressed(existing, address)], { from: existing.to, to: existing.to });
    }
    const range = trimmed(text, { from, to });
    const isWords = !text.slice(range.from, range.to).includes('\n');
    return inPlaceOf(text, isWords ? range : { from: range.to, to: range.to }, '!', description, address);
  };

/** Takes a link or a picture away; the words stay. */
export const unlink =
  (name: 'Link' | 'Image'): MarkdownEdit =>
  (text, from, to) => {
    const node = nodeAround(text, from, to, name);
    if (!node) return unchanged(from, to);
    const words = labelOf(node);
    const insert = text.slice(words.from, words.to).replace(/\\(?=[[\]])/g, '');
    return { from: node.from, to: node.to, insert, select: { from: node.from, to: node.from + insert.length } };
  };

/** A link around the selection to an address that is pasted over it; undefined where it is meant to replace the text. */
export function pastedLink(text: string, from: number, to: number, pasted: string): Edit | undefined {
  const copied = copiedAddress(pasted).replace(/^<([^<>]*)>$/, '$1');
  const address = /^www\.\S+\.\S/i.test(copied) ? completeAddress(copied) : copied;
  const range = trimmed(text, { from, to });
  const selected = text.slice(range.from, range.to);
  const isWords = selected !== '' && !selected.includes('\n') && !isAddress(selected);
  const isText =
    !isInCodeBlock(text, from) && !nodeAround(text, range.from, range.to, 'InlineCode', 'URL', 'Link', 'Image');
  return isAddress(address) && isWords && isText ? link(address)(text, range.from, range.to) : undefined;
}
