import { normalise } from '../../../lib/input.js';
import { copiedAddress, destination, isAddress } from './addresses.js';
import type { Edit } from './edit.js';
import { cellFromHtml, markdownFromHtml } from './from-html.js';
import { pastedLink } from './links.js';
import { lettersOf } from './reads-as-before.js';
import { nodeAround } from './tree.js';

/** What stands on lines of its own, wherever it is put. */
const OWN_LINES = /^(?:#{1,6} |- |\d+[.)] |>|\||```|---$)/;
/** Quotes and the space before a list, then the mark of a heading or an item. */
const LINE_START = /^((?: {0,3}> ?)*[ \t]*)((?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\] +)?)?/;

/** Stands for what is pasted. */
const WORD = '\ue000';

/** What was pasted, with the space around it that its marks need to work beside the words there; undefined where none helps. */
function fitted(before: string, words: string, after: string): string | undefined {
  const shown = lettersOf(before + WORD + after).replace(WORD, () => lettersOf(words));
  return [words, ` ${words}`, `${words} `, ` ${words} `].find((some) => lettersOf(before + some + after) === shown);
}

/** What was copied with its headings, lists and links, in place of the selection; undefined where plain text is meant. */
export function pastedHtml(text: string, from: number, to: number, html: string): Edit | undefined {
  const isPlain = nodeAround(text, from, to, 'FencedCode', 'CodeBlock', 'InlineCode', 'URL', 'Link', 'Image');
  const markdown = html === '' || isPlain ? undefined : markdownFromHtml(html);
  const cell = markdown !== undefined && nodeAround(text, from, to, 'Table') ? cellFromHtml(html) : undefined;
  if (markdown === undefined || cell === '') return undefined;
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const after = /^[^\n]*/.exec(text.slice(to))![0];
  const [marks, lead = '', mark = ''] = LINE_START.exec(before)!;
  const isOwn = OWN_LINES.test(markdown);
  const isApart = isOwn || markdown.includes('\n\n');
  const hasWords = cell === undefined ? before.length > marks.length : /[^\s|]$/.test(before);
  const goesOn = cell === undefined ? /\S/.test(after) : /^[^\s|]/.test(after);
  const nextLine = `\n${lead}`;
  const apart = cell === undefined ? nextLine + nextLine : ' ';
  const words = (isOwn && hasWords ? apart : '') + (cell ?? markdown.replaceAll('\n', nextLine));
  const trail = goesOn && isApart ? apart : '';
  // A mark that was typed for it is there once.
  const start = isOwn && !hasWords && cell === undefined ? from - mark.length : from;
  const fitting = fitted(before.slice(0, before.length + start - from), words, trail + after);
  if (fitting === undefined) return undefined;
  const at = start + fitting.length;
  return { from: start, to, insert: fitting + trail, select: { from: at, to: at } };
}

/** What a paste does other than to insert its plain text: an address over words is a link, and a formatted text stays one. */
export function pasted(text: string, from: number, to: number, data: DataTransfer): Edit | undefined {
  const plain = data.getData('text/plain');
  const linked = pastedLink(text, from, to, plain);
  if (linked) return linked;
  const address = copiedAddress(plain);
  // Between the parentheses of a link.
  if (isAddress(address) && text.slice(0, from).endsWith('](')) {
    const at = from + destination(address).length;
    return { from, to, insert: destination(address), select: { from: at, to: at } };
  }
  if (isAddress(address)) return undefined;
  return pastedHtml(text, from, to, normalise(data.getData('text/html')));
}

/** A picture alone, as a screenshot is: Wander keeps none. */
export const isPicture = (data: DataTransfer | null): boolean =>
  data !== null &&
  data.getData('text/plain') === '' &&
  [...data.files].some(({ type }) => /^(?:image|video|audio)\//.test(type));
