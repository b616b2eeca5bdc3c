import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/** The marks of lists in Word, in notes on a telephone and on web pages, boxes of tasks, and the rows of a table without its second line. */
const BULLET = /^(?:[•‣◦▪▫●○◆◇►▶▸➢➤✓✔✗✘☐☑☒✅❌·∙⁃]\ufe0f?\s|[-o§Ø]\u00a0|[o§Ø]\t|\[[ xX]\]\s|\|)/u;
/** So may a sentence begin: a list is where several lines do. Emoji, flags, `a)`, `a.`, `iv.`, ①, times and dates, years, `Hotel: ` */
const SIGN =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\(?[a-zA-Z\d]{1,2}\)\s|(?:[a-j]|[ivx]{1,4})\.\s|[\u2460-\u2473]|\[?\d{1,4}[.:/h-]\d{1,2}(?!\d)|[12]\d{3}[.):]\s|(?:\p{L}+ ){0,2}\p{L}+ ?: )/u;
/** `Day 1`, `第1天`, `1日目` */
const COUNTED = /^(\p{L}{0,12}) ?(\d{1,3})(?!\d)/u;
/** Somebody speaks. A sentence may go on behind a dash, unless the paragraph begins with one. */
const DASH = /^(?:[—―]|[–-]\s)/u;
/** Who said what stands before it in a quote. */
const SPEAKER = /^[—―–-]{1,2} ?\p{Lu}/u;
/** Between the cells of a row. */
const CELLS = /\S *(?:\t| \| ) *\S/;
/** A line of a poem or of a postal address: each begins with a capital letter, and none goes to the margin. */
const VERSE = /^["'“”„«‘’¡¿(—–-]{0,3} ?\p{Lu}.{0,60}$/u;
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
  /** What parts it from the line before it. */
  before?: Token;
}

function linesOf(children: readonly Token[]): Line[] {
  const lines: Line[] = [{ text: '' }];
  for (const token of children)
    if (token.type.endsWith('break')) lines.push({ text: '', before: token });
    else lines.at(-1)!.text += token.content;
  return lines;
}

function keepLines(children: readonly Token[], isQuote: boolean): void {
  if (!children.some(({ type }) => type === 'softbreak')) return;
  const lines = linesOf(children);
  const isDialogue = DASH.test(lines[0]!.text);
  const isPoem = lines.length >= VERSES && lines.every(({ text }) => VERSE.test(text));
  const signs = lines.filter(({ text }) => SIGN.test(text));
  const listed = new Set([...(signs.length > 1 ? signs : []), ...countedOn(lines)]);
  const isKept = (line: Line, i: number): boolean =>
    isPoem ||
    listed.has(line) ||
    BULLET.test(line.text) ||
    (isDialogue && DASH.test(line.text)) ||
    (isQuote && i === lines.length - 1 && SPEAKER.test(line.text)) ||
    (CELLS.test(line.text) && CELLS.test(lines[i - 1]!.text));
  for (const [i, line] of lines.entries())
    if (line.before?.type === 'softbreak' && isKept(line, i))
      Object.assign(line.before, { type: 'hardbreak', tag: 'br' });
}

/** Lines that count on from each other: `Day 1`, `Day 2`. */
function countedOn(lines: readonly Line[]): Line[] {
  const counted = lines.flatMap((line) => {
    const found = COUNTED.exec(line.text);
    return found ? [{ line, word: found[1]!, number: Number(found[2]) }] : [];
  });
  return counted.flatMap(({ line, word, number }, i) => {
    const [last, next] = [counted[i - 1], counted[i + 1]];
    const goesOn = last?.word === word && last.number + 1 === number;
    return goesOn || (next?.word === word && next.number === number + 1) ? [line] : [];
  });
}
