import { LIMITS } from '../limits.js';
import { escaped } from './entities.js';
import { parse, type ParsedText, render } from './parser.js';

/** The paragraphs of a text, as it was typed. */
const paragraphsOf = (markdown: string): string[] =>
  markdown.split(/\n[ \t]*\n\s*/).filter((text) => text.trim() !== '');

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Of a pair of surrogates each is two bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** What a link within Wander may grow by when it is sent, with the whole address of the site. */
const ORIGIN_BYTES = 64;

/** Of a character when it is sanitised and encoded, at most. */
const LARGEST_GROWTH = 4;

const count = (html: string, pattern: RegExp): number => html.match(pattern)?.length ?? 0;

/** Sanitised, `<br>` and `<hr>` become `<br />` and `<hr />`; nothing else grows. */
const bytesSent = (html: string): number =>
  byteLength(html) + 2 * count(html, /<[bh]r>/g) + ORIGIN_BYTES * count(html, /<a href="\//g);

/** A text as it was typed. A character becomes at most five bytes, so it always fits where six are allowed for each. */
const plainHtml = (markdown: string): string =>
  paragraphsOf(markdown)
    .map((text) => `<p>${text.replace(/[&<>]/g, escaped)}</p>\n`)
    .join('');

/**
 * Markdown (GitHub's, without HTML) as safe HTML. Pure, and the same in the server and in the browser: the editor's
 * preview and the page cannot differ. Never throws and never takes long, whatever the text. What would be larger than
 * `maxBytes`, sanitised and in UTF-8, is plain paragraphs.
 */
export function renderMarkdown(
  markdown: string,
  maxBytes: number = LIMITS.text.bodyHtmlBytes,
  text: ParsedText = parse(markdown),
): string {
  const html = render(text);
  // Most texts are so short that nothing needs to be counted.
  const surelyFits = html.length * LARGEST_GROWTH <= maxBytes;
  return surelyFits || bytesSent(html) <= maxBytes ? html : plainHtml(markdown);
}
