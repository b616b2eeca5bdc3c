import { decoded } from './entities.js';

/** The name of a picture's site, the number of a footnote and its way back. */
const NOT_READ = /<small>[^<]*<\/small>|<sup><a [^>]*>[^<]*<\/a><\/sup>|<a [^>]*role="doc-backlink">[^<]*<\/a>/g;
const PIECE = /<(\/?)([a-z0-9]+)[^>]*>|[^<]+/g;
/** What stands between blank lines, and what stands on a line of its own. */
const BLOCKS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'ul',
  'ol',
  'pre',
  'table',
  'hr',
  'section',
]);
const LINES = new Set(['br', 'li', 'tr']);
const CELLS = new Set(['td', 'th']);

/**
 * What a reader reads of sanitised HTML: no marks, no addresses, and of a picture its description. A blank
 * line stands between paragraphs, a line break between the items of a list, a tab between the cells of a table.
 */
export function plainTextOf(html: string): string {
  const parts: string[] = [];
  /** What is owed before the next text. */
  let gap = '';
  let isPreformatted = false;
  for (const [piece, slash, name] of html.replace(NOT_READ, '').matchAll(PIECE)) {
    if (name === undefined) {
      const collapsed = isPreformatted ? piece.replace(/\n$/, '') : piece.replace(/\s+/g, ' ');
      const isFirst = gap !== '' || parts.length === 0;
      const text = isFirst && !isPreformatted ? collapsed.trimStart() : collapsed;
      if (text === '') continue;
      if (parts.length > 0) parts.push(gap);
      parts.push(text);
      gap = '';
    } else if (BLOCKS.has(name)) {
      gap = '\n\n';
      if (name === 'pre') isPreformatted = slash === '';
    } else if (LINES.has(name)) {
      if (gap !== '\n\n') gap = '\n';
    } else if (slash !== '' && CELLS.has(name)) gap ||= '\t';
  }
  return decoded(parts.join(''))
    .replace(/(?<! ) +\n/g, '\n')
    .trim();
}
