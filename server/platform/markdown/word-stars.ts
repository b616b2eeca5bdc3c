import type { MarkdownIt, StateInline, Token } from 'markdown-it';

/** Of scripts that part words by spaces. */
const WORD = /[\p{Lu}\p{Ll}\p{Lt}\p{N}]/u;
const MARK = /^(?:em|strong|s)_/;
const SPACE = /\s/;
/** What stands between two words: `Kolleg*innen/Freund*innen`. */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}'’]/u;
/** A mark is one to fill in or to tick, as in `[_] yes [_] no` or `(___)`. */
const CLOSING_BRACKET = /^[)\]}]/;

interface Pair {
  /** The characters that are seen beside the pair and behind its opening mark. */
  before: string;
  first: string;
  after: string;
  hasSpace: boolean;
  hasSeparator: boolean;
}

/** Whether two marks that CommonMark takes for emphasis are characters of the text. */
const isText = ({ before, first, after, hasSpace, hasSeparator }: Pair): boolean =>
  CLOSING_BRACKET.test(first) || (WORD.test(before) && (hasSpace || (hasSeparator && WORD.test(after))));

/** The same for marks around a text without marks of its own. */
export const areStarsOfWords = (before: string, within: string, after: string): boolean =>
  isText({ before, first: within, after, hasSpace: SPACE.test(within), hasSeparator: BETWEEN_WORDS.test(within) });

interface Opening {
  token: Token;
  before: string;
  first: string;
  spaces: number;
  separators: number;
}

/**
 * Stars within two words are no emphasis from the middle of one to the middle of the other: `3*4 m and 5*6 m`, `sh*t and f*ck`,
 * `Leser*innen/Autor*innen`. Nor are they from the middle of a word to the end of another one: `f***ing, holy s***`. Within one word they
 * are: `un*believ*able`.
 */
export function wordStars(md: MarkdownIt): void {
  md.inline.ruler2.before('fragments_join', 'word_stars', ({ tokens }: StateInline) => {
    const open: Opening[] = [];
    let [spaces, separators] = [0, 0];
    for (const [i, token] of tokens.entries()) {
      if (token.nesting === 0 || !MARK.test(token.type)) {
        if (open.length === 0) continue;
        const isBreak = token.type.endsWith('break');
        if (isBreak || SPACE.test(token.content)) spaces += 1;
        if (isBreak || BETWEEN_WORDS.test(token.content)) separators += 1;
        continue;
      }
      if (token.nesting > 0) {
        const [before, first] = [beside(tokens, i, -1), beside(tokens, i, 1)];
        open.push({ token, before, first, spaces, separators });
      } else {
        const begin = open.pop()!;
        const [hasSpace, hasSeparator] = [begin.spaces < spaces, begin.separators < separators];
        if (isText({ ...begin, after: beside(tokens, i, 1), hasSpace, hasSeparator }))
          for (const mark of [begin.token, token])
            Object.assign(mark, { type: 'text', tag: '', nesting: 0, content: mark.markup });
      }
    }
    return false;
  });
}

/** The character beside a mark and those next to it, where it is one of text. */
function beside(tokens: readonly Token[], i: number, step: 1 | -1): string {
  // Of a mark of two characters the one that was taken into the other is empty.
  let at = i + step;
  while (tokens[at]?.content === '' && (tokens[at]!.type === 'text' || MARK.test(tokens[at]!.type))) at += step;
  const { type, content } = tokens[at] ?? { type: '', content: '' };
  if (type !== 'text') return '';
  return step === 1 ? String.fromCodePoint(content.codePointAt(0)!) : [...content.slice(-2)].at(-1)!;
}
