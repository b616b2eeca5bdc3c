import { getDefaults, Lexer, Tokenizer, type Token, type Tokens } from 'marked';

/** Quotes, lists and emphasis within each other: deeper ones stay as they were typed. */
const MAX_DEPTH = 20;
const MAX_ADDRESS = 2_000;
const MAX_COLUMNS = 50;
const MAX_CELLS = 10_000;
/** What lexing may cost, in characters looked at. A text of 50,000 characters written by a person needs a tenth of it. */
const MAX_WORK = 100_000_000;
/** Quotes and lists are cut out, copied and read again: a character costs more there. */
const BLOCK_WEIGHT = 4;

class TooMuchWork extends Error {}

/** Up to the next empty line. */
function passageLength(src: string): number {
  const end = src.search(/\n[ \t]*\n/);
  return end < 0 ? src.length : end;
}

/**
 * Reads GitHub's Markdown without HTML, within limits: a text made to overflow the stack or to take for ever
 * is read as plain text from where it becomes too dear.
 */
class LimitedTokenizer extends Tokenizer {
  private depth = 0;
  private work = 0;

  // HTML is text like any other.
  override html = (): undefined => undefined;
  override tag = (): undefined => undefined;

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.block(src, () => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.block(src, () => super.list(src));
  }

  override table(src: string): Tokens.Table | undefined {
    const [header = ''] = src.split('\n', 1);
    const columns = header.split('|').length;
    if (columns < 2 || columns > MAX_COLUMNS) return undefined;
    // Each row is filled up to the width of the head, so a few characters could become thousands of cells.
    const rows = src.slice(0, passageLength(src)).split('\n').length;
    return rows * columns > MAX_CELLS ? undefined : super.table(src);
  }

  override escape(src: string): Tokens.Escape | undefined {
    this.work += src.length;
    return this.spent ? undefined : super.escape(src);
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.inline(() => super.link(src));
  }

  override reflink(src: string, links: Parameters<Tokenizer['reflink']>[1]): ReturnType<Tokenizer['reflink']> {
    return this.inline(() => super.reflink(src, links));
  }

  override emStrong(src: string, masked: string, previous?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.inline(() => super.emStrong(src, masked, previous));
  }

  override del(src: string, masked: string, previous?: string): Tokens.Del | undefined {
    return this.inline(() => super.del(src, masked, previous));
  }

  override codespan(src: string): Tokens.Codespan | undefined {
    return this.spent ? undefined : super.codespan(src);
  }

  override autolink(src: string): Tokens.Link | undefined {
    return this.spent ? undefined : super.autolink(src);
  }

  override url(src: string): Tokens.Link | undefined {
    const long = src.slice(0, MAX_ADDRESS + 1).search(/\s/) < 0 && src.length > MAX_ADDRESS;
    return this.spent || long ? undefined : super.url(src);
  }

  override inlineText(src: string): Tokens.Text | undefined {
    return this.spent ? { type: 'text', raw: src, text: src, escaped: false } : super.inlineText(src);
  }

  private get spent(): boolean {
    return this.work > MAX_WORK;
  }

  private inline<T extends Token>(read: () => T | undefined): T | undefined {
    return this.spent ? undefined : this.deeper(read);
  }

  private block<T extends Token>(src: string, read: () => T | undefined): T | undefined {
    const token = this.deeper(read);
    if (token) this.work += Math.max(token.raw.length, passageLength(src)) * BLOCK_WEIGHT;
    if (this.spent) throw new TooMuchWork();
    return token;
  }

  private deeper<T>(read: () => T | undefined): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}

const options = (tokenizer: Tokenizer) => ({ ...getDefaults(), gfm: true, tokenizer });

/** The text as paragraphs and nothing else. */
function plainParagraphs(markdown: string): Token[] {
  return markdown
    .split(/\n[ \t]*\n\s*/)
    .filter((text) => text.trim() !== '')
    .map((text) => ({ type: 'paragraph', raw: text, text, tokens: [{ type: 'text', raw: text, text }] }));
}

/** The tokens of a text; whatever it is, there is an answer, in a time that grows with its length alone. */
export function tokensOf(markdown: string): Token[] {
  try {
    return Lexer.lex(markdown, options(new LimitedTokenizer()));
  } catch {
    return plainParagraphs(markdown);
  }
}
