import { destination } from './addresses.js';
import { delimiterFor } from './code.js';
import { escapedStart, linesOf, type Marks, parted, type Run, sharedMarks, without, written } from './pasted-marks.js';

/** What makes of a text more than its characters. */
const FORMATTED =
  'a[href], img[src^="https:"], h1, h2, h3, h4, h5, h6, li, blockquote, table, p + p, s, del, strike, code, [style*="line-through"]';
const MAYBE_EMPHASISED = 'b, strong, i, em, cite, [style*="font-weight"], [style*="font-style"]';
/** What programs for code put around what is copied there. */
const CODE = 'pre, code, [style*="white-space:pre;"], [style*="white-space: pre;"]';
const BLOCKS =
  'address, article, aside, blockquote, body, caption, center, details, dialog, div, dl, dt, dd, fieldset, figure, figcaption, footer, form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, legend, li, main, nav, ol, p, pre, section, summary, table, tbody, td, tfoot, th, thead, tr, ul';
const UNSEEN =
  'script, style, title, meta, link, template, noscript, button, select, textarea, rp, input:not([type=checkbox]), [hidden], [style*="display:none"], [style*="display: none"], [style*="mso-hide:all"]';
const KEEPS_LINES = /white-space(?:-collapse)?:\s*(?:pre|break-spaces)/i;
/** Addresses that are links without any mark. */
const BARE_ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>`*[\]\\]*[\p{L}\p{N}/]$/iu;
/** Word's lists are paragraphs. */
const WORD_ITEM = /^MsoList/;
const WORD_MARK = '[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]';
const WORD_BULLET = /^[·o§•]\s+/;
const LIST_MARK = /^(?:- |\d+[.)] )/;

/** Characters that would be marks where they stand. */
const escaped = (text: string): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
    .replace(
      /`|\*(?!\s)|(?<!\s)\*|(?<![\p{L}\p{N}])_(?!\s)|(?<!\s)_(?![\p{L}\p{N}])|~~|<(?=[a-z/!?])|&(?=#?\w+;)|[[\]]/giu,
      '\\$&',
    );

const isBlock = (node: Node): boolean => node instanceof Element && node.matches(BLOCKS);

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
const isStruck = (element: HTMLElement, within = false): boolean =>
  within || /^(?:S|DEL|STRIKE)$/.test(element.tagName) || /line-through/.test(element.getAttribute('style') ?? '');

const isBlank = (text: string): boolean => text.trim() === '';
const oneSpaced = (text: string): string => text.replace(/[ \t\r\n]+/g, ' ');
const filledLinesOf = (text: string): string[] => linesOf(text).filter((line) => line !== '');

/** A link is one run, with the marks that all its words share. */
function linkOf(runs: readonly Run[], href: string): Run[] {
  const shared = sharedMarks(runs);
  const [lead, words, trail] = parted(written(without(runs, shared)));
  const text = `[${filledLinesOf(words).join('\n')}](${destination(href)})`;
  const marks = Object.fromEntries(shared.map((mark) => [mark, true]));
  return [{ text: lead }, { ...marks, text, isWhole: true }, { text: trail }];
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

/** Code in its marks, with the space at its ends outside of them. */
function codeOf(run: Run): Run[] {
  if (run.code === undefined) return [run];
  const { code: text, ...marks } = run;
  const [lead, code, trail] = parted(oneSpaced(text));
  if (code === '') return [{ ...marks, text: lead, isWhole: false }];
  const mark = delimiterFor(code);
  const pad = /^`|`$/.test(code) ? ' ' : '';
  const whole = { ...marks, text: mark + pad + code + pad + mark, code, isWhole: true };
  return [{ text: lead }, whole, { text: trail }].filter((some) => some.text !== '');
}

function runsOf(node: Node, within: Marks): Run[] {
  if (node.nodeType === Node.TEXT_NODE) return textRuns(node, within);
  if (!(node instanceof HTMLElement)) return [];
  if (node.tagName === 'BR') return [{ text: '\n' }];
  const marks: Marks = {
    bold: isBold(node, within.bold),
    italic: isItalic(node, within.italic),
    struck: isStruck(node, within.struck),
  };
  if (/^(?:CODE|SAMP|TT)$/.test(node.tagName)) {
    const code = codeLinesOf(node);
    return [{ ...marks, text: code, code, isWhole: true }];
  }
  if (node.tagName === 'IMG') return [{ ...marks, text: imageOf(node as HTMLImageElement), isWhole: true }];
  const href = node.tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  if (BARE_ADDRESS.test(href) && node.textContent.trim() === href) return [{ ...marks, text: href, isWhole: true }];
  const runs = inlineOf(node.childNodes, marks);
  if (isBlock(node)) return [{ text: '\n' }, ...runs, { text: '\n' }];
  if (node.tagName === 'Q') return [{ ...marks, text: '“' }, ...runs, { ...marks, text: '”' }];
  if (node.tagName === 'RT') return [{ ...marks, text: '（' }, ...runs, { ...marks, text: '）' }];
  const isLink = /^(?:https?|mailto|tel):/i.test(href) && runs.some(({ text }) => !isBlank(text));
  return isLink ? linkOf(runs, href) : runs;
}

function inlineOf(nodes: Iterable<Node>, within: Marks = {}): Run[] {
  const runs: Run[] = [];
  for (const run of [...nodes].flatMap((node) => runsOf(node, within)).filter(({ text }) => text !== '')) {
    const before = runs.at(-1);
    // The marks of code that touch each other would be others.
    if (before?.code !== undefined && run.code !== undefined)
      runs[runs.length - 1] = { ...before, code: before.code + run.code };
    else runs.push(run);
  }
  return runs.flatMap(codeOf);
}

const paragraph = (nodes: Iterable<Node>): string =>
  linesOf(written(inlineOf(nodes)))
    .map(escapedStart)
    .join('\n')
    .trim()
    .replace(/\n+/g, (breaks) => (breaks.length === 1 ? '\\\n' : '\n\n'));

const oneLine = (runs: readonly Run[]): string => filledLinesOf(written(runs)).join(' ');
const cellOf = ({ childNodes }: Node): string => oneLine(inlineOf(childNodes)).replaceAll('|', '\\|');

/** The lines of code, whatever parts them. */
function codeLinesOf(code: Node): string {
  const parts: string[] = [];
  const endLine = () => {
    if (parts.length > 0 && !parts.at(-1)!.endsWith('\n')) parts.push('\n');
  };
  const visit = (parent: Node) => {
    for (const node of parent.childNodes) {
      if (node.nodeName === 'BR') parts.push('\n');
      else if (node instanceof Text && node.data !== '') parts.push(node.data);
      else if (isBlock(node)) {
        endLine();
        visit(node);
        endLine();
      } else visit(node);
    }
  };
  visit(code);
  return parts.join('');
}

/** A block of code, in a fence longer than any within it. */
function fenced(code: string): string {
  const fence = (code.match(/`{3,}/g) ?? []).reduce((long, ticks) => (ticks < long ? long : `${ticks}\``), '```');
  return `${fence}\n${code.replace(/^\n|\n$/g, '')}\n${fence}`;
}

const indented = (text: string, by: number): string => text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`);

/** The box of a task before its words: as pages, Google Docs and plain lists have it. */
function boxOf(item: Element): string {
  const box = [...item.querySelectorAll('input')].find((input) => input.closest('li') === item);
  if (!box && item.getAttribute('role') !== 'checkbox') return '';
  const isTicked = box?.hasAttribute('checked') || item.getAttribute('aria-checked') === 'true';
  return isTicked ? '[x] ' : '[ ] ';
}

/** An item; none where it has no words, since a mark alone would make a heading of what is above it. */
function itemOf(item: Element, mark: string): string {
  const words = boxOf(item) + together(blocksOf(item), true).replace(/^\\\[([ xX])\\\](?=\s)/, '[$1]');
  return words === '' ? '' : (mark + indented(words, mark.length)).trimEnd();
}

function numberIn(element: Element, attribute: string): number | undefined {
  const number = Number.parseInt(element.getAttribute(attribute) ?? '', 10);
  return Number.isNaN(number) ? undefined : Math.max(0, number);
}

function listOf(list: Element): string {
  let number = numberIn(list, 'start') ?? 1;
  // Marks have at most nine digits.
  const nextMark = () => `${Math.min(number++, 999_999_999)}. `;
  const items = [...list.children].map((item): Block => {
    // A list that Google Docs has put beside its item, not within it.
    if (/^[OU]L$/.test(item.tagName)) return { text: listOf(item), level: 2 };
    number = numberIn(item, 'value') ?? number;
    return { text: itemOf(item, list.tagName === 'OL' ? nextMark() : '- '), level: 1 };
  });
  return together(items);
}

/** A paragraph of Word that is an item of a list. */
function wordItemOf(item: Element, level: number): Block[] {
  const mark = item.querySelector(WORD_MARK);
  const sign = mark?.textContent.trim() ?? '';
  mark?.remove();
  const [first = '', ...others] = blocksOf(item).map(({ text }) => text);
  const number =
    /^(\d{1,9})[.)]$/.exec(sign)?.[1] ?? (/^\(?[\p{L}\d.]{2,}[.)]$|^\p{L}[.)]$/u.test(sign) ? '1' : undefined);
  const lead = number === undefined ? '- ' : `${number}. `;
  const text = mark ? first && lead + first : first.replace(WORD_BULLET, '- ').replace(/^(\d+)\\?([.)])\s+/, '$1$2 ');
  return [{ text, level }, ...others.map((other) => ({ text: other }))];
}

/** Tables that say where things stand on a page, as those of e-mails. */
const isLayout = (table: Element): boolean =>
  table.querySelector('table, h1, h2, h3, h4, h5, h6, pre, blockquote') !== null;

function tableOf(table: Element): Block[] {
  const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
  const width = Math.max(0, ...rows.map(({ children }) => children.length));
  const caption = [...table.children].filter(({ tagName }) => tagName === 'CAPTION').flatMap(blocksOf);
  if (width < 2 || isLayout(table)) return [...caption, ...rows.flatMap((row) => [...row.children].flatMap(blocksOf))];
  const lines = rows.map(({ children }) => {
    const cells = [...children].map(cellOf);
    return `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  });
  return [...caption, { text: [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n') }];
}

interface Block {
  text: string;
  /** Of a list whose items are paragraphs or lists of their own, as Word's are. */
  level?: number;
}

/** Of a list beside its outer one, as Word in a browser and Slack write them. */
function levelOf(list: Element): number {
  const level = list.querySelector('[aria-level]')?.getAttribute('aria-level');
  const indent = list.querySelector('[data-stringify-indent]')?.getAttribute('data-stringify-indent');
  return Number(level ?? Number(indent ?? 0) + 1);
}

function blockOf(element: Element): Block[] {
  const { tagName } = element;
  if (/^H[1-6]$/.test(tagName)) {
    const runs = inlineOf(element.childNodes);
    const text = oneLine(sharedMarks(runs).includes('bold') ? without(runs, ['bold']) : runs);
    // Signs at the end would belong to the mark of the heading.
    const shown = text.replace(/(?<=^|\s)#+$/, '\\$&');
    return text === '' ? [] : [{ text: `${'#'.repeat(Math.max(2, Number(tagName[1])))} ${shown}` }];
  }
  if (tagName === 'HR') return [{ text: '---' }];
  if (tagName === 'PRE') return [{ text: fenced(codeLinesOf(element)) }];
  if (/^[OU]L$/.test(tagName)) return [{ text: listOf(element), level: levelOf(element) }];
  // What is copied of a list may have lost the list itself.
  if (tagName === 'LI') return [{ text: itemOf(element, '- '), level: 1 }];
  if (tagName === 'TABLE') return tableOf(element);
  if (tagName === 'BLOCKQUOTE')
    return [{ text: together(blocksOf(element)).replace(/^/gm, '> ').replace(/^> $/gm, '>') }];
  if (WORD_ITEM.test(element.className))
    return wordItemOf(element, Number(/level(\d)/.exec(element.getAttribute('style') ?? '')?.[1] ?? 1));
  return blocksOf(element);
}

/** Puts what is around blocks into each of them: `<a><h3>Title</h3></a>` as `<h3><a>Title</a></h3>`. */
function spread(around: Element, parent: Element): void {
  let inner: Element | undefined;
  for (const node of [...parent.childNodes]) {
    if (isBlock(node)) {
      inner = undefined;
      spread(around, node as Element);
    } else if (inner || node instanceof Element || !isBlank(node.textContent ?? '')) {
      inner ??= parent.insertBefore(around.cloneNode() as Element, node);
      inner.append(node);
    }
  }
}

/** Leaves only blocks around blocks: Google Docs has all of a text in `<b style="font-weight:normal">`. */
function withBlocksOutside(body: Element): void {
  const around = [...body.querySelectorAll('*')].filter(
    (element) => !isBlock(element) && element.querySelector(BLOCKS),
  );
  for (const element of around.reverse()) {
    spread(element, element);
    element.replaceWith(...element.childNodes);
  }
}

/** Paragraphs, headings, lists and what else stands on lines of its own. */
function blocksOf(parent: Node): Block[] {
  const blocks: Block[] = [];
  let run: Node[] = [];
  const end = () => {
    const text = paragraph(run);
    if (text !== '') blocks.push({ text });
    run = [];
  };
  for (const node of parent.childNodes) {
    if (isBlock(node)) {
      end();
      blocks.push(...blockOf(node as Element));
    } else run.push(node);
  }
  end();
  return blocks;
}

/** Blocks below each other; what is of one list has no blank line between, and stands as far in as its level says. */
function together(blocks: readonly Block[], isItem = false): string {
  let text = '';
  let outer: { level: number; indent: number }[] = [];
  let isAfterList = false;
  for (const block of blocks.filter((one) => !isBlank(one.text))) {
    const { level } = block;
    const isList = level !== undefined && LIST_MARK.test(block.text);
    const above = outer.at(-1);
    outer = isList ? outer.filter((one) => one.level < level) : [];
    const indent = outer.at(-1)?.indent ?? 0;
    // Within an item only a list that begins with 1 ends its paragraph.
    const isBelowWords = isAfterList ? above === outer.at(-1) : isItem;
    const isTight = isList && (isAfterList || isItem) && !(isBelowWords && /^(?!1[.)])\d/.test(block.text));
    text += (text === '' ? '' : isTight ? '\n' : '\n\n') + ' '.repeat(indent) + indented(block.text, indent);
    if (isList) {
      const mark = LIST_MARK.exec(block.text.split('\n').findLast((line) => LIST_MARK.test(line))!)![0];
      outer.push({ level, indent: indent + mark.length });
    }
    isAfterList = isList;
  }
  return text;
}

const isEmphasised = (element: HTMLElement): boolean =>
  !isBlock(element) && !isBlank(element.textContent) && (isBold(element) || isItalic(element));

/** What was copied from a page or a document; undefined where it has nothing that a plain text would lose. */
function formattedBodyOf(html: string): HTMLElement | undefined {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of body.querySelectorAll(UNSEEN)) element.remove();
  withBlocksOutside(body);
  const isFormatted =
    body.querySelector(FORMATTED) !== null ||
    [...body.querySelectorAll<HTMLElement>(MAYBE_EMPHASISED)].some(isEmphasised);
  const isCode = body.querySelector(CODE)?.textContent.trim() === body.textContent.trim();
  return isFormatted && !isCode ? body : undefined;
}

export function markdownFromHtml(html: string): string | undefined {
  const body = formattedBodyOf(html);
  return (body && together(blocksOf(body))) || undefined;
}

/** The same for a row of a table: one line without headings, lists and tables. */
export function cellFromHtml(html: string): string | undefined {
  const body = formattedBodyOf(html);
  return body && escapedStart(cellOf(body));
}
