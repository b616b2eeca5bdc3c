import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/** The marks of lists in Word, in notes on a telephone and on web pages, boxes of tasks, and the rows of a table without its second line. */
const BULLET = /^(?:[•‣◦▪▫●○◆◇►▶▸➢➤✓✔✗✘☐☑☒✅❌·∙⁃]\ufe0f?\s|[-o§Ø]\u00a0|[o§Ø]\t|\[[ xX]\]\s|\|)/u;
/**
 * So may a sentence begin: a list is where several lines do. Emoji, flags, `a)`, `a.`, `iv.`, ①, letters and numbers of other scripts, times
 * and dates, years, `Hotel: `, `[Ana]: `.
 */
const SIGN =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\(?(?:\p{L}|[a-zA-Z\d]{2}|\d)[)）]\s?|(?:[a-jA-J]|[ivxIVX]{1,4}|(?!\p{Script=Latin})\p{L})\.\s|[\u2460-\u2473]|(?!\d)\p{Nd}{1,3}(?!\p{Nd})|[一二三四五六七八九十]{1,3}[、．.：:]|\[?\d{1,4}[.:/h-]\d{1,2}(?!\d)|\d{1,2}\. (?:[-–] )?\d{1,2}\.|[12]\d{3}[.):]\s|(?:\p{L}+ ){0,2}\p{L}+ ?: |\[[^\]]{1,40}\]:? )/u;
/** Any other sign, where more than one line begins with it: `-tent`, `・東京`, `→ Oslo`, `#oslo`, `【1日目】`. */
const SAME = /^(?![[({<>"'“”„‚‘’«»‹›¿¡\\&])[\p{P}\p{S}]\s?(?=.*[\p{L}\p{N}])/u;
/** `Day 1`, `第1天`, `1日目`, `km 12`, `No. 3`, `№ 3` */
const COUNTED = /^(\p{L}{0,12}|№)[.:]? ?(\d{1,3})(?!\d)/u;
/** `2 eggs`, `½ onion` */
const AMOUNT = /^\p{N}/u;
/** Somebody speaks. A sentence may go on behind a dash, unless the paragraph begins with one, or with the end of a sentence. */
const DASH = /^(?:[—―]|[–-]\s)/u;
const INTRODUCTION = /[:：.!?…。]$/;
const QUOTATION = /^["“”„«»]/;
/** Who said what stands before it in a quote. */
const SPEAKER = /^[—―–-]{1,2} ?\p{Lu}/u;
/** Between the cells of a row: also the dots of a price list. */
const CELLS = /\S *(?:\t| \| |(?<![.·])[.·]{4,}|(?<! \.)(?: \.){3,}|(?<!…)…{2,}) *[^\s.·…]/;
/**
 * A line of a poem or of a postal address: each begins with a capital letter, or a number before one, and none goes to the margin. Where
 * letters are neither capital nor small, they are shorter.
 */
const VERSE = /^["'“”„«‘’¡¿(—–-]{0,3} ?(?:[\d ]{0,8}\p{Lu}.{0,60}|\p{P}?\p{Lo}.{0,38})$/u;
const VERSES = 3;

/** Lines of one paragraph that begin with a mark of their own stay lines, as a list, a timetable, a poem or a dialogue was typed. */
export function keptLines(md: MarkdownIt): void {
  md.core.ruler.after('text_join', 'kept_lines', ({ tokens }: StateCore) => {
    let quotes = 0;
    for (const { type, children, nesting } of tokens) {
      if (type.startsWith('blockquote')) quotes += nesting;
      if (type === 'inline' && children) keepLines(children, quotes > 0);
    }
  });
}

interface Line {
  text: string;
  tokens: Token[];
  /** What parts it from the line before it. */
  before?: Token;
}

function linesOf(children: readonly Token[]): Line[] {
  const lines: Line[] = [{ text: '', tokens: [] }];
  for (const token of children)
    if (token.type.endsWith('break')) lines.push({ text: '', tokens: [], before: token });
    else {
      lines.at(-1)!.text += token.content;
      if (token.type !== 'text' || token.content !== '') lines.at(-1)!.tokens.push(token);
    }
  return lines;
}

function keepLines(children: readonly Token[], isQuote: boolean): void {
  if (!children.some(({ type }) => type === 'softbreak')) return;
  const lines = linesOf(children);
  const isDialogue = isDash(lines[0]!) || (INTRODUCTION.test(lines[0]!.text) && lines.slice(1).every(isDash));
  const areSaid = lines.every(({ text }) => QUOTATION.test(text));
  const isPoem = lines.length >= VERSES && lines.every(({ text }) => VERSE.test(text));
  const signs = lines.filter(({ text }) => SIGN.test(text));
  const wholes = lines.filter(isOneElement);
  const listed = new Set([
    ...(signs.length > 1 ? signs : []),
    ...repeated(lines, ({ text }) => SAME.exec(text)?.[0], isDash),
    ...countedOn(lines),
    ...amountsOf(lines),
    ...(wholes.length > 1 ? wholes : []),
  ]);
  const isKept = (line: Line, i: number): boolean =>
    isPoem ||
    areSaid ||
    listed.has(line) ||
    BULLET.test(line.text) ||
    (isDialogue && isDash(line)) ||
    (isQuote && i === lines.length - 1 && SPEAKER.test(line.text)) ||
    (i === 1 && isBold(lines[0]!)) ||
    (CELLS.test(line.text) && CELLS.test(lines[i - 1]!.text));
  for (const [i, line] of lines.entries())
    if (line.before?.type === 'softbreak' && isKept(line, i))
      Object.assign(line.before, { type: 'hardbreak', tag: 'br' });
}

const isDash = ({ text }: Line): boolean => DASH.test(text);

/** Lines that have the same key as another one. */
function repeated(
  lines: readonly Line[],
  keyOf: (line: Line) => string | undefined,
  isLeftOut: (line: Line) => boolean = () => false,
): Line[] {
  const found = lines.flatMap((line) => (isLeftOut(line) ? [] : [{ line, key: keyOf(line) }]));
  const counts = new Map<string | undefined, number>();
  for (const { key } of found) counts.set(key, (counts.get(key) ?? 0) + 1);
  return found.flatMap(({ line, key }) => (key !== undefined && counts.get(key)! > 1 ? [line] : []));
}

/** Lines that count with the same word (`Day 1`, `Day 3`), or on from each other without one. */
function countedOn(lines: readonly Line[]): Line[] {
  const counted = lines.flatMap((line) => {
    const found = COUNTED.exec(line.text);
    return found ? [{ line, word: found[1]!, number: Number(found[2]) }] : [];
  });
  return counted.flatMap(({ line, word, number }, i) => {
    const isNext = (other: (typeof counted)[number] | undefined, step: 1 | -1): boolean =>
      other?.word === word && (word === '' ? number + step === other.number : number !== other.number);
    return isNext(counted[i - 1], -1) || isNext(counted[i + 1], 1) ? [line] : [];
  });
}

/** Each line begins with a number, as of a recipe; the first may say what of. */
function amountsOf(lines: readonly Line[]): readonly Line[] {
  const amounts = lines[0]!.text.endsWith(':') ? lines.slice(1) : lines;
  return amounts.length > 1 && amounts.every(({ text }) => AMOUNT.test(text)) ? amounts : [];
}

/** A line that is nothing but a link, a picture, code or emphasis: where several are, each is one of a list. */
function isOneElement({ tokens }: Line): boolean {
  let [depth, elements] = [0, 0];
  for (const { type, nesting } of tokens) {
    if (depth === 0 && type.startsWith('text')) return false;
    if (depth === 0) elements += 1;
    depth += nesting;
  }
  return elements === 1 && depth === 0;
}

/** A line in bold that begins a paragraph is its title. */
const isBold = (line: Line): boolean => line.tokens[0]?.type === 'strong_open' && isOneElement(line);
