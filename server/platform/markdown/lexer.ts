import { getDefaults, Lexer, Tokenizer, type Token, type Tokens, type TokensList } from 'marked';
import { LIMITS } from '../limits.js';
import { TooMuchWork, WorkBudget } from './work.js';

/** Each line is compared with all that may begin there: a character costs more than within a line. */
const BLOCK_WEIGHT = 4;
/** What may end emphasis is told from the kinds of characters around it, which takes longer than to compare them. */
const EMPHASIS_WEIGHT = 16;
/** Copying a character costs this part of looking at it. */
const COPY_WEIGHT = 1 / 16;
/** A label of a link, and a tag of HTML, end within so many characters or not at all. */
const NEARBY = 2_000;

/** Up to the next empty line. */
function passageLength(src: string): number {
  const end = src.search(/\n[ \t]*\n/);
  return end < 0 ? src.length : end;
}

/** Up to where a table ends at the latest: a line of tabs is one of its rows. */
function tableLength(src: string): number {
  const end = src.search(/\n *\n/);
  return end < 0 ? src.length : end;
}

/** Up to where a heading underlined with `---` is looked for: the next empty line, or one that begins something else. */
function headingLength(src: string): number {
  const end = src.search(/\n(?:[ \t]*\n| {0,3}(?:(?:[*+-]|\d{1,9}[.)]) |```|~~~|>|#{1,6}\s))/);
  return end < 0 ? src.length : end;
}

const count = (src: string, pattern: RegExp): number => src.match(pattern)?.length ?? 0;

/** An item of a list that begins with further marks: the whole line is looked at for each of them. */
const NESTED_MARKS = /^ {0,3}(?:[*+-]|\d{1,9}[.)])[ \t]+(?:(?:[*+-]|\d{1,9}[.)])[ \t]|>).*/gm;

const nestedMarksWork = (src: string): number =>
  (src.match(NESTED_MARKS) ?? []).reduce((work, line) => work + line.length * count(line, /[*+\->.)]/g), 0);

/** Lines that begin no item of a list, and may continue one: then all of the item is copied. */
const CONTINUATION = /^(?! {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$))/gm;

const copiesWork = (src: string): number => count(src, CONTINUATION) * src.length * COPY_WEIGHT;

/** Whether a text begins with one of these characters: most places in a text begin nothing. */
const begins = (src: string, marks: string): boolean => marks.includes(src.charAt(0));

/** Of marks that are all the same, which may be gone through before it is seen that they begin nothing. */
const runLength = (src: string): number => /^([*_])\1*/.exec(src)?.[0].length ?? 0;

/** What a search for an e-mail address looks at. */
const wordLength = (src: string): number => /^[\w.!#$%&'*+/=?`{|}~-]*/.exec(src)![0].length;

/**
 * Reads GitHub's Markdown without HTML, within limits. The rules are regular expressions that may look at all that follows
 * and then fit nothing, so each rule is charged for what it may look at. A text made to overflow the stack or to take for
 * ever is plain text: from where it becomes too dear, or as a whole.
 */
class LimitedTokenizer extends Tokenizer {
  private depth = 0;

  constructor(private readonly budget: WorkBudget) {
    super();
  }

  // HTML is text like any other.
  override html = (): undefined => undefined;
  override tag = (): undefined => undefined;

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.block(src, () => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.block(src, () => super.list(src));
  }

  override def(src: string): Tokens.Def | undefined {
    // A title may begin here and end nowhere.
    if (/^ {0,3}\[(?:\\[\s\S]|[^[\]\\])*\]:/.test(src)) this.chargeBlock(src.length);
    return super.def(src);
  }

  override table(src: string): Tokens.Table | undefined {
    const [header = '', delimiters = ''] = src.split('\n', 2);
    if (!/^ {0,3}[|: -]+$/.test(delimiters)) return undefined;
    const length = tableLength(src);
    // The paragraph before it looked for it too.
    this.chargeBlock(2 * length * BLOCK_WEIGHT);
    const columns = header.split('|').length;
    if (columns < 2 || columns > LIMITS.text.tableColumns) return undefined;
    // Each row is filled up to the width of the head, so a few characters could become thousands of cells.
    const rows = src.slice(0, length).split('\n').length;
    return rows * columns > LIMITS.text.tableCells ? undefined : super.table(src);
  }

  override lheading(src: string): Tokens.Heading | undefined {
    const token = super.lheading(src);
    this.chargeBlock((token ? token.raw.length : headingLength(src)) * BLOCK_WEIGHT);
    return token;
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return begins(src, '[!') ? this.inline(src, /^!?\[/, 1, () => super.link(src)) : undefined;
  }

  override reflink(src: string, links: Parameters<Tokenizer['reflink']>[1]): ReturnType<Tokenizer['reflink']> {
    return begins(src, '[!') ? this.inline(src, /^!?\[/, 1, () => super.reflink(src, links)) : undefined;
  }

  override emStrong(src: string, masked: string, previous = ''): Tokens.Em | Tokens.Strong | undefined {
    if (!begins(src, '*_')) return undefined;
    const opening = /[\p{L}\p{N}]/u.test(previous) ? /^\*+[^\s*]/ : /^(?:\*+[^\s*]|_+[^\s_])/;
    return this.inline(src, opening, EMPHASIS_WEIGHT, () => super.emStrong(src, masked, previous));
  }

  override del(src: string, masked: string, previous?: string): Tokens.Del | undefined {
    return begins(src, '~')
      ? this.inline(src, /^~/, EMPHASIS_WEIGHT, () => super.del(src, masked, previous))
      : undefined;
  }

  override codespan(src: string): Tokens.Codespan | undefined {
    return begins(src, '`') ? this.inline(src, /^`/, 1, () => super.codespan(src)) : undefined;
  }

  override autolink(src: string): Tokens.Link | undefined {
    return this.budget.spent ? undefined : super.autolink(src);
  }

  override url(src: string): Tokens.Link | undefined {
    const long =
      src.slice(0, LIMITS.text.addressCharacters + 1).search(/\s/) < 0 && src.length > LIMITS.text.addressCharacters;
    return this.budget.spent || long ? undefined : super.url(src);
  }

  override inlineText(src: string): Tokens.Text | undefined {
    if (this.budget.spent) return plainText(src);
    const token = super.inlineText(src);
    this.budget.charge(wordLength(src) + (token?.raw.length ?? 0));
    return token;
  }

  get isNested(): boolean {
    return this.depth > 0;
  }

  chargeBlock(characters: number): void {
    this.budget.charge(characters);
    if (this.budget.spent) throw new TooMuchWork();
  }

  /** What begins so may look at all that follows; where it fits, it has looked at what it takes. */
  private inline<T extends Token>(
    src: string,
    opening: RegExp,
    weight: number,
    read: () => T | undefined,
  ): T | undefined {
    if (this.budget.spent) return undefined;
    if (!opening.test(src)) {
      this.budget.charge(runLength(src));
      return undefined;
    }
    const token = this.deeper(read);
    this.budget.charge((token && token.type !== 'text' ? token.raw.length : src.length) * weight);
    return token;
  }

  private block<T extends Token>(src: string, read: () => T | undefined): T | undefined {
    const token = this.deeper(read);
    if (token) this.chargeBlock(Math.max(token.raw.length, passageLength(src)) * BLOCK_WEIGHT);
    return token;
  }

  private deeper<T>(read: () => T | undefined): T | undefined {
    if (this.depth >= LIMITS.text.markdownDepth) return undefined;
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}

const plainText = (text: string): Tokens.Text => ({ type: 'text', raw: text, text, escaped: false });

/** Charges what is done to a text before any of the tokenizer's rules sees it. */
class LimitedLexer extends Lexer {
  private readonly limited: LimitedTokenizer;

  constructor(private readonly budget: WorkBudget) {
    const limited = new LimitedTokenizer(budget);
    super({ ...getDefaults(), gfm: true, tokenizer: limited });
    this.limited = limited;
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[] {
    this.limited.chargeBlock(src.length + nestedMarksWork(src) + (this.limited.isNested ? copiesWork(src) : 0));
    return super.blockTokens(src, tokens, lastParagraphClipped);
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    // Links, code and tags are looked for from each place where one may begin, for the sake of the stars between them.
    const nearby = Math.min(src.length, NEARBY);
    this.budget.charge(src.length + count(src, /\[|<[a-z/]/gi) * nearby + count(src, /<[!?]/g) * src.length);
    if (!this.budget.spent) return super.inlineTokens(src, tokens);
    if (src !== '') tokens.push(plainText(src));
    return tokens;
  }
}

/** The paragraphs of a text, as it was typed. */
export const paragraphsOf = (markdown: string): string[] =>
  markdown.split(/\n[ \t]*\n\s*/).filter((text) => text.trim() !== '');

const plainParagraphs = (markdown: string): Token[] =>
  paragraphsOf(markdown).map((text) => ({ type: 'paragraph', raw: text, text, tokens: [plainText(text)] }));

/** The tokens of a text; whatever it is, there is an answer, in a time that grows with its length alone. */
export function tokensOf(markdown: string, budget = new WorkBudget(markdown.length)): Token[] {
  try {
    return new LimitedLexer(budget).lex(markdown);
  } catch {
    return plainParagraphs(markdown);
  }
}
