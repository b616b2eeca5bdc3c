import type { MarkdownIt, StateBlock } from 'markdown-it';
import { ruleOf } from './rules.js';

/** Some words, the first of which begins with a letter or a digit, and the end of a sentence in whichever script. */
const SENTENCE =
  /^(?!\d{1,9}[.)]\s)["'“„«‹‘¡¿(*_—–-]{0,3} ?[\p{L}\p{N}]\S*\s+\S+\s+\S(?:.*\S)?(?<=[.!?…।॥۔؟։።။][)"'”’»›*_]{0,3})$/su;
/** Lines of a poem: some words each, of which the first has a capital letter. */
const VERSES = /^(?:["'“„«‹‘¡¿(—–-]{0,3} ?\p{Lu}(?!\p{Lu})\S* +\S+ +\S.{0,60}(?:\n[ \t]*|$)){3,}$/u;
/** A paragraph in a script without spaces. */
const UNSPACED =
  /^\p{P}{0,3}[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{2}/u;
const CODE = /[{}=;<>|`\\]|\w[([]|\n[ \t]*(?:#|\/\/|--)/;
/** So much of a paragraph is read to know what it is. */
const CHARACTERS = 5_000;

/** A paragraph that begins with a tab or four spaces, as in a book or a letter, is no code. */
export function indentedProse(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'code');
  md.block.ruler.at(
    'code',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) =>
      state.sCount[startLine]! - state.blkIndent >= 4 &&
      !isProse(state, startLine, endLine) &&
      rule(state, startLine, endLine, silent),
    { alt },
  );
}

function isProse(state: StateBlock, startLine: number, endLine: number): boolean {
  const start = state.bMarks[startLine]! + state.tShift[startLine]!;
  let end = start;
  for (let line = startLine; line < endLine && !state.isEmpty(line) && end - start <= CHARACTERS; line += 1)
    end = state.eMarks[line]!;
  const text = state.src.slice(start, end).trim();
  return (
    text.length <= CHARACTERS && (SENTENCE.test(text) || VERSES.test(text) || UNSPACED.test(text)) && !CODE.test(text)
  );
}
