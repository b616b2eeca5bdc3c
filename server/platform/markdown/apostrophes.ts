import type { MarkdownIt, StateInline } from 'markdown-it';
import { ruleOf } from './rules.js';

const LETTER = /[\p{Lu}\p{Ll}\p{Lt}]/u;
/** From one of them to the next one. */
const TO_THE_NEXT = /`([^`]+)`(?!`)/y;
/** What follows an apostrophe in English. */
const ENDING = /^(?:s|t|m|d|re|ve|ll)\s/i;

/** Backticks that are typed as apostrophes enclose no code: "It`s late and I`m tired", "l`été d`Oslo". */
export function apostrophes(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.inline.ruler, 'backticks');
  md.inline.ruler.at(
    'backticks',
    (state: StateInline, silent: boolean) => {
      if (!isApostrophe(state)) return rule(state, silent);
      if (!silent) state.pending += '`';
      state.pos += 1;
      return true;
    },
    { alt },
  );
}

function isApostrophe({ src, pos, posMax }: StateInline): boolean {
  if (src[pos] !== '`' || !LETTER.test(src[pos - 1] ?? '') || !LETTER.test(src[pos + 1] ?? '')) return false;
  TO_THE_NEXT.lastIndex = pos;
  const found = TO_THE_NEXT.exec(src);
  if (!found || TO_THE_NEXT.lastIndex > posMax || !/\s/.test(found[1]!)) return false;
  return ENDING.test(found[1]!) || LETTER.test(src[TO_THE_NEXT.lastIndex] ?? '');
}
