import { normalise } from '../../../lib/input.js';
import { copiedAddress, isAddress } from './addresses.js';
import type { Edit } from './edit.js';
import { markdownFromHtml } from './from-html.js';
import { pastedLink } from './links.js';
import { nodeAround } from './tree.js';

/** What stands on lines of its own, wherever it is put. */
const OWN_LINES = /^(?:#{1,6} |- |\d+[.)] |>|\||```|---$)/;
/** Quotes and the space before a list, then the mark of a heading or an item. */
const LINE_START = /^((?: {0,3}> ?)*[ \t]*)((?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\] +)?)?/;

/** What was copied with its headings, lists and links, in place of the selection; undefined where plain text is meant. */
export function pastedHtml(text: string, from: number, to: number, html: string): Edit | undefined {
  const isCode = nodeAround(text, from, to, 'FencedCode', 'CodeBlock', 'InlineCode', 'URL') !== undefined;
  const markdown = html === '' || isCode ? undefined : markdownFromHtml(html);
  if (markdown === undefined) return undefined;
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const [marks, lead = '', mark = ''] = LINE_START.exec(before)!;
  const hasWords = before.length > marks.length;
  const hasMore = /\S/.test(/^[^\n]*/.exec(text.slice(to))![0]);
  const isOwn = OWN_LINES.test(markdown);
  const nextLine = `\n${lead}`;
  const apart = nextLine + nextLine;
  const words = (isOwn && hasWords ? apart : '') + markdown.replaceAll('\n', nextLine);
  // A mark that was typed for it is there once.
  const start = isOwn && !hasWords ? from - mark.length : from;
  const at = start + words.length;
  const trail = hasMore && (isOwn || markdown.includes('\n\n')) ? apart : '';
  return { from: start, to, insert: words + trail, select: { from: at, to: at } };
}

/** What a paste does other than to insert its plain text: an address over words is a link, and a formatted text stays one. */
export function pasted(text: string, from: number, to: number, data: DataTransfer): Edit | undefined {
  const plain = data.getData('text/plain');
  const linked = pastedLink(text, from, to, plain);
  if (linked) return linked;
  if (isAddress(copiedAddress(plain))) return undefined;
  return pastedHtml(text, from, to, normalise(data.getData('text/html')));
}

/** A picture alone, as a screenshot is: Wander keeps none. */
export const isPicture = (data: DataTransfer | null): boolean =>
  data !== null &&
  data.getData('text/plain') === '' &&
  [...data.files].some(({ type }) => /^(?:image|video|audio)\//.test(type));
