import { destination } from './addresses.js';
import type { Edit } from './edit.js';
import { isInCodeBlock } from './tree.js';

/** What makes of a text more than its characters. */
const FORMATTED = 'a[href], img[src^="https:"], h1, h2, h3, h4, h5, h6, li, blockquote, table, p + p';
const MAYBE_EMPHASISED = 'b, strong, i, em, cite, [style*="font-weight"], [style*="font-style"]';
/** What programs for code put around what is copied there. */
const CODE = 'body > pre:only-child, [style*="white-space:pre;"], [style*="white-space: pre;"]';
const BLOCKS =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|DIV|DL|DT|DD|FIGURE|FIGCAPTION|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|UL)$/;
const UNSEEN = /^(?:SCRIPT|STYLE|TITLE|META|LINK|HEAD|TEMPLATE|NOSCRIPT|BUTTON|INPUT|SELECT|TEXTAREA)$/;
const KEEPS_LINES = /white-space(?:-collapse)?:\s*(?:pre|break-spaces)/i;
/** Addresses that are links without any mark. */
const BARE_ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>`*[\]\\]*[\p{L}\p{N}/]$/iu;
/** Word's lists are paragraphs. */
const WORD_BULLET = /^[·o§•]\s+/;

/** Characters that would be marks where they stand. */
const escaped = (text: string): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(
      /`|\*(?=\S)|(?<=\S)\*|(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])|~~|<(?=[a-z/!?])|[[\]]/giu,
      '\\$&',
    );
const escapedStart = (line: string): string =>
  line.replace(/^(?:#{1,6}(?=\s|$)|>|[-+*_=](?=\s|$)|[=~-]{2,})/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

const isBlock = (node: Node): boolean => node instanceof Element && BLOCKS.test(node.tagName);

const MARKS = { bold: '**', italic: '*', struck: '~~' };
type Mark = keyof typeof MARKS;
type Marks = Partial<Record<Mark, boolean>>;
const EVERY_MARK = Object.keys(MARKS) as Mark[];

/** Words in Markdown with the marks that go around them; a line break is `\n`, and has none. */
interface Run extends Marks {
  text: string;
}

function isBold({ tagName, style }: HTMLElement, within = false): boolean {
  const weight = style.fontWeight;
  if (weight === '' || weight === 'inherit') return within || /^(?:B|STRONG)$/.test(tagName);
  return /^bold(?:er)?$/.test(weight) || Number(weight) >= 600;
}
function isItalic({ tagName, style }: HTMLElement, within = false): boolean {
  const { fontStyle } = style;
  if (fontStyle === '' || fontStyle === 'inherit') return within || /^(?:I|EM|CITE)$/.test(tagName);
  return /^(?:italic|oblique)/.test(fontStyle);
}

const isBlank = (text: string): boolean => text.trim() === '';
const oneSpaced = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ');
const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim());
const filledLinesOf = (text: string): string[] => linesOf(text).filter((line) => line !== '');

/** The space before the words, the words, and the space after them. */
function parted(text: string): [lead: string, words: string, trail: string] {
  const start = text.length - text.trimStart().length;
  const end = Math.max(start, text.trimEnd().length);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

/** Marks around words, without the space at their ends. */
function marked(text: string, mark: string): string {
  const [lead, words, trail] = parted(text);
  return words === '' ? text : lead + mark + words + mark + trail;
}

/** Neighbours with the same mark share it, and the mark that goes furthest is the outer one. */
function written(runs: readonly Run[], marks = EVERY_MARK): string {
  let text = '';
  let at = 0;
  while (at < runs.length) {
    const run = runs[at]!;
    const touches = !isBlank(text.slice(-1)) && !isBlank(run.text.charAt(0));
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
    text += outer === undefined ? run.text : marked(written(runs.slice(at, end), within), MARKS[outer]);
    at = end;
  }
  return text;
}

/** The marks that all words have. */
function sharedMarks(runs: readonly Run[]): Mark[] {
  const words = runs.filter(({ text }) => !isBlank(text));
  return EVERY_MARK.filter((mark) => words.every((run) => run[mark]));
}
const without = (runs: readonly Run[], marks: readonly Mark[]): Run[] =>
  runs.map((run) => ({ ...run, ...Object.fromEntries(marks.map((mark) => [mark, false])) }));

/** A link is one run, with the marks that all its words share. */
function linkOf(runs: readonly Run[], href: string): Run[] {
  const shared = sharedMarks(runs);
  const [lead, words, trail] = parted(written(without(runs, shared)));
  const text = `[${filledLinesOf(words).join('\n')}](${destination(href)})`;
  return [{ text: lead }, { ...Object.fromEntries(shared.map((mark) => [mark, true])), text }, { text: trail }];
}

function textRuns(node: Node, marks: Marks): Run[] {
  const style = node.parentElement?.closest('[style*="white-space"]')?.getAttribute('style') ?? '';
  const lines = KEEPS_LINES.test(style) ? node.textContent!.split(/\r?\n/) : [node.textContent!];
  return lines.flatMap((line, index) => {
    const run = { ...marks, text: escaped(oneSpaced(line)) };
    return index === 0 ? [run] : [{ text: '\n' }, run];
  });
}

function imageOf({ src, alt }: HTMLImageElement): string {
  if (/^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u.test(alt)) return alt;
  return /^https:/.test(src) ? `![${escaped(oneSpaced(alt).trim())}](${destination(src)})` : '';
}

function runsOf(node: Node, within: Marks): Run[] {
  if (node.nodeType === Node.TEXT_NODE) return textRuns(node, within);
  if (!(node instanceof HTMLElement) || UNSEEN.test(node.tagName)) return [];
  if (node.tagName === 'BR') return [{ text: '\n' }];
  const marks: Marks = {
    bold: isBold(node, within.bold),
    italic: isItalic(node, within.italic),
    struck: within.struck || /^(?:S|DEL|STRIKE)$/.test(node.tagName),
  };
  if (node.tagName === 'CODE') return [{ ...marks, text: `\`${oneSpaced(node.textContent).replaceAll('`', '’')}\`` }];
  if (node.tagName === 'IMG') return [{ ...marks, text: imageOf(node as HTMLImageElement) }];
  const href = node.tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  if (BARE_ADDRESS.test(href) && node.textContent.trim() === href) return [{ ...marks, text: href }];
  const runs = inlineOf(node.childNodes, marks);
  const isLink = /^(?:https?|mailto|tel):/i.test(href) && runs.some(({ text }) => !isBlank(text));
  return isLink ? linkOf(runs, href) : runs;
}

const inlineOf = (nodes: Iterable<Node>, within: Marks = {}): Run[] =>
  [...nodes].flatMap((node) => runsOf(node, within)).filter(({ text }) => text !== '');

const paragraph = (nodes: Iterable<Node>): string =>
  linesOf(written(inlineOf(nodes)))
    .map(escapedStart)
    .join('\n')
    .trim()
    .replace(/\n+/g, (breaks) => (breaks.length === 1 ? '\\\n' : '\n\n'));

const oneLine = (runs: readonly Run[]): string => filledLinesOf(written(runs)).join(' ');

/** A block of code, in a fence longer than any within it. */
function fenced(code: string): string {
  const fence = (code.match(/`{3,}/g) ?? []).reduce((long, ticks) => (ticks < long ? long : `${ticks}\``), '```');
  return `${fence}\n${code.replace(/\n$/, '')}\n${fence}`;
}

const indented = (text: string, by: number): string => text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`);

function listOf(list: Element): string {
  let number = Number(list.getAttribute('start') ?? 1);
  const items = [...list.children].map((item) => {
    // A list that Google Docs has put beside its item, not within it.
    if (/^[OU]L$/.test(item.tagName)) return `  ${indented(listOf(item), 2)}`;
    const mark = list.tagName === 'OL' ? `${number++}. ` : '- ';
    return mark + indented(blocksOf(item).join('\n').trim() || ' ', mark.length);
  });
  return items.join('\n');
}

function tableOf(table: Element): string {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => oneLine(inlineOf(cell.childNodes)).replaceAll('|', '\\|')),
  );
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const lines = rows.map((cells) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`);
  return width < 2 ? rows.flat().join('\n\n') : [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n');
}

function blockOf(element: Element): string[] {
  const { tagName } = element;
  if (/^H[1-6]$/.test(tagName)) {
    const runs = inlineOf(element.childNodes);
    const text = oneLine(sharedMarks(runs).includes('bold') ? without(runs, ['bold']) : runs);
    return text === '' ? [] : [`${'#'.repeat(Math.max(2, Number(tagName[1])))} ${text}`];
  }
  if (tagName === 'HR') return ['---'];
  if (tagName === 'PRE') return [fenced(element.textContent)];
  if (/^[OU]L$/.test(tagName)) return [listOf(element)];
  if (tagName === 'TABLE') return [tableOf(element)];
  if (tagName === 'BLOCKQUOTE') return [blocksOf(element).join('\n\n').replace(/^/gm, '> ').replace(/^> $/gm, '>')];
  const blocks = blocksOf(element);
  const isItem = /^MsoList/.test(element.className);
  return isItem ? blocks.map((text) => text.replace(WORD_BULLET, '- ').replace(/^(\d+)\\?([.)])\s+/, '$1$2 ')) : blocks;
}

/** Paragraphs, headings, lists and what else stands on lines of its own. */
function blocksOf(parent: Node): string[] {
  const blocks: string[] = [];
  let run: Node[] = [];
  const end = () => {
    const text = paragraph(run);
    if (text !== '') blocks.push(text);
    run = [];
  };
  const visit = (nodes: Iterable<Node>) => {
    for (const node of nodes) {
      if (isBlock(node)) {
        end();
        blocks.push(...blockOf(node as Element));
      } else if (node instanceof Element && [...node.querySelectorAll('*')].some(isBlock)) {
        // As the `<b style="font-weight:normal">` that Google Docs puts around everything.
        visit(node.childNodes);
      } else run.push(node);
    }
  };
  visit(parent.childNodes);
  end();
  return blocks;
}

const isEmphasised = (element: HTMLElement): boolean =>
  !isBlock(element) && !isBlank(element.textContent) && (isBold(element) || isItalic(element));

/** What was copied from a page or a document as Markdown; undefined where it has nothing that a plain text would lose. */
export function markdownFromHtml(html: string): string | undefined {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const isFormatted =
    body.querySelector(FORMATTED) !== null ||
    [...body.querySelectorAll<HTMLElement>(MAYBE_EMPHASISED)].some(isEmphasised);
  if (!isFormatted || body.querySelector(CODE)) return undefined;
  const blocks = blocksOf(body).filter((text) => text.trim() !== '');
  return blocks.length === 0 ? undefined : blocks.join('\n\n');
}

/** What stands on lines of its own, wherever it is put. */
const OWN_LINES = /^(?:#{1,6} |- |\d+[.)] |>|\||```|---$)/;

/** What was copied with its headings, lists and links, in place of the selection; undefined where plain text is meant. */
export function pastedHtml(text: string, from: number, to: number, html: string): Edit | undefined {
  const markdown = html === '' || isInCodeBlock(text, from) ? undefined : markdownFromHtml(html);
  if (markdown === undefined) return undefined;
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const after = /^[^\n]*/.exec(text.slice(to))![0];
  const blocks = markdown.split('\n\n');
  const lead = before.trim() !== '' && OWN_LINES.test(blocks[0]!) ? '\n\n' : '';
  const trail = after.trim() !== '' && (blocks.length > 1 || OWN_LINES.test(blocks[0]!)) ? '\n\n' : '';
  const at = from + lead.length + markdown.length;
  return { from, to, insert: lead + markdown + trail, select: { from: at, to: at } };
}
