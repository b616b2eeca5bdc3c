import { decoded } from './entities.js';

/** The name of a picture's site, the number of a footnote and its way back. */
const NOT_READ = /<small>[^<]*<\/small>|<sup><a [^<>]*>[^<]*<\/a><\/sup>|<a [^<>]*role="doc-backlink">[^<]*<\/a>/g;
const PIECE = /<(\/?)([a-z0-9]+)[^<>]*>|[^<]+/g;
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
const LISTS = new Set(['ul', 'ol']);
const LINES = new Set(['br', 'li', 'tr']);
const CELLS = new Set(['td', 'th']);

/** The first number of a list. */
const numbersOf = (piece: string): number => Number(/ start="(\d{1,9})"/.exec(piece)?.[1] ?? 1);

/**
 * What a reader reads of sanitised HTML: the numbers of lists but no other marks, no addresses, and of a picture its description. A blank
 * line stands between paragraphs, a line break between the items of a list, a tab between the cells of a table.
 */
export function plainTextOf(html: string): string {
  const parts: string[] = [];
  /** What is owed before the next text. */
  let gap = '';
  /** The next number of each list around this place, the innermost last; undefined where it has none, as footnotes without references. */
  const lists: (number | undefined)[] = [];
  let number = '';
  const add = (text: string): void => {
    if (parts.length > 0) parts.push(gap);
    parts.push(number + text);
    [gap, number] = ['', ''];
  };
  let isPreformatted = false;
  let areFootnotes = false;
  for (const [piece, slash, name] of html.replace(NOT_READ, '').matchAll(PIECE)) {
    if (name === undefined) {
      const collapsed = isPreformatted ? piece.replace(/\n$/, '') : piece.replace(/\s+/g, ' ');
      const isFirst = gap !== '' || number !== '' || parts.length === 0;
      const isSpaced = isFirst || /\s$/.test(parts.at(-1)!);
      const text = isSpaced && !isPreformatted ? collapsed.replace(/^ /, '') : collapsed;
      if (text !== '') add(text);
      continue;
    }
    // An item without a text.
    if (name === 'li' && number !== '') add('');
    if (BLOCKS.has(name)) {
      gap = '\n\n';
      if (name === 'pre') isPreformatted = slash === '';
      if (name === 'section') areFootnotes = true;
      if (LISTS.has(name)) {
        if (slash !== '') lists.pop();
        else lists.push(name === 'ol' && !areFootnotes ? numbersOf(piece) : undefined);
      }
    } else if (LINES.has(name)) {
      gap = gap.startsWith('\n\n') ? '\n\n' : '\n';
      const typed = / value="(\d{1,9})"/.exec(piece)?.[1];
      const next = typed === undefined ? lists.at(-1) : Number(typed);
      if (name === 'li' && slash === '' && next !== undefined) {
        number = `${next}. `;
        lists[lists.length - 1] = next + 1;
      }
      // Those that are empty keep their place.
    } else if (slash !== '' && CELLS.has(name)) gap += '\t';
  }
  return decoded(parts.join(''))
    .replace(/(?<! ) +\n/g, '\n')
    .trim();
}
