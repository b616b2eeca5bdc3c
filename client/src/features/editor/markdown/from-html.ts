import { destination } from './addresses.js';
import type { Edit } from './edit.js';
import { isInCodeBlock } from './tree.js';

/** What makes of a text more than its characters. */
const FORMATTED =
  'a[href], img[src^="https:"], h1, h2, h3, h4, h5, h6, li, blockquote, table, strong, em, b, i, p + p, [style*="font-weight:"], [style*="font-style:italic"]';
/** What programs for code put around what is copied there. */
const CODE = 'body > pre:only-child, [style*="white-space:pre;"], [style*="white-space: pre;"]';
const BLOCKS =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|DIV|DL|DT|DD|FIGURE|FIGCAPTION|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|UL)$/;
const UNSEEN = /^(?:SCRIPT|STYLE|TITLE|META|LINK|HEAD|TEMPLATE|NOSCRIPT|BUTTON|INPUT|SELECT|TEXTAREA)$/;
/** Word's lists are paragraphs. */
const WORD_BULLET = /^[·o§•]\s+/;

/** Characters that would be marks where they stand. */
const escaped = (text: string): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(
      /`|\*(?=\S)|(?<=\S)\*|(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])|~~|<(?=[a-z/!?])|[[\]]/giu,
      '\\$&',
    );
const escapedStart = (line: string): string =>
  line.replace(/^(?:#{1,6}(?=\s)|>|[-+](?=\s)|[=~-]{2,})/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s)/, '$1\\$2');

const isBlock = (node: Node): boolean => node instanceof Element && BLOCKS.test(node.tagName);

function isBold({ tagName, style }: HTMLElement): boolean {
  const weight = style.fontWeight;
  return weight === '' ? /^(?:B|STRONG)$/.test(tagName) : weight === 'bold' || Number(weight) >= 600;
}
const isItalic = ({ tagName, style }: HTMLElement): boolean =>
  style.fontStyle === '' ? /^(?:I|EM|CITE)$/.test(tagName) : style.fontStyle === 'italic';

/** Marks around words, without the space at their ends. */
function marked(text: string, mark: string): string {
  const [, lead = '', words = '', trail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text)!;
  return words === '' ? text : lead + mark + words + mark + trail;
}

function inlineOf(node: Node, within: { bold?: boolean; italic?: boolean } = {}): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent!.replace(/[ \t\r\n]+/g, ' '));
  if (!(node instanceof HTMLElement) || UNSEEN.test(node.tagName)) return '';
  if (node.tagName === 'BR') return '\\\n';
  if (node.tagName === 'CODE') return `\`${node.textContent.replaceAll('`', '’')}\``;
  if (node.tagName === 'IMG') {
    const { src, alt } = node as HTMLImageElement;
    if (/^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u.test(alt)) return alt;
    return /^https:/.test(src) ? `![${escaped(alt.trim())}](${destination(src)})` : '';
  }
  const bold = !within.bold && isBold(node);
  const italic = !within.italic && isItalic(node);
  const text = [...node.childNodes]
    .map((child) => inlineOf(child, { bold: bold || within.bold, italic: italic || within.italic }))
    .join('');
  const href = node.tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  const isAddress = href !== '' && node.textContent.trim() === href;
  const linked = /^(?:https?|mailto|tel):/i.test(href) && !isAddress && text.trim() !== '';
  const words = linked
    ? marked(text, '').replace(/^(\s*)([^]*?)(\s*)$/, `$1[$2](${destination(href)})$3`)
    : isAddress
      ? href
      : text;
  const struck = /^(?:S|DEL|STRIKE)$/.test(node.tagName) ? marked(words, '~~') : words;
  const emphasised = italic ? marked(struck, '*') : struck;
  return bold ? marked(emphasised, '**') : emphasised;
}

const paragraph = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => inlineOf(node))
    .join('')
    .replace(/ *\\\n */g, '\\\n')
    .replace(/(?:\\\n){2,}/g, '\n\n')
    .replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '')
    .split('\n')
    .map(escapedStart)
    .join('\n');

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
    [...row.children].map((cell) =>
      paragraph([...cell.childNodes])
        .replace(/\\?\n/g, ' ')
        .replaceAll('|', '\\|'),
    ),
  );
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const lines = rows.map((cells) => `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`);
  return width < 2 ? rows.flat().join('\n\n') : [lines[0], `|${' --- |'.repeat(width)}`, ...lines.slice(1)].join('\n');
}

function blockOf(element: Element): string[] {
  const { tagName } = element;
  const words = () => paragraph([...element.childNodes]);
  if (/^H[1-6]$/.test(tagName)) {
    const text = words()
      .replace(/\\?\n/g, ' ')
      .replace(/^\*\*([^]*)\*\*$/, '$1')
      .replace(/^(\d*)\\/, '$1');
    return text === '' ? [] : [`${'#'.repeat(Math.max(2, Number(tagName[1])))} ${text}`];
  }
  if (tagName === 'HR') return ['---'];
  if (tagName === 'PRE') return [`\`\`\`\n${element.textContent.replace(/\n$/, '')}\n\`\`\``];
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

/** What was copied from a page or a document as Markdown; undefined where it has nothing that a plain text would lose. */
export function markdownFromHtml(html: string): string | undefined {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  if (!body.querySelector(FORMATTED) || body.querySelector(CODE)) return undefined;
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
