import { decoded } from '../../platform/markdown/index.js';
import type { TextFragment } from './search.type.js';

/** Characters of a passage, and of those how many stand before what was found. */
const [PASSAGE, BEFORE] = [160, 40];

const UNSPACED =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}';
const UNSPACED_RUN = new RegExp(`[${UNSPACED}]+`, 'gu');
/** Of `10km` the number is a word, and the unit another. */
const WORD = /[\p{L}\p{M}\p{Cf}]+|\p{N}+/gu;
/** One that stands beside what is written without spaces ends there; to look for that takes ten times as long. */
const SPACED_WORD = new RegExp(`(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{Cf}])+|\\p{N}+`, 'gu');

/** What others write as one word (see `parts_joined`): `Wi-Fi`, `Xi’an`, `U.S.A`, `1,332`. */
const PARTED =
  /(?<![\p{L}\p{M}])(?:[\p{L}\p{M}]+(?:[-\u2010\u2011'`‘’\u02bb\u02bc"״”“·‧][\p{L}\p{M}]+){1,3}|\p{L}(?:\.\p{L}){1,6})(?![\p{L}\p{M}])|(?<![\p{N}.,])\d{1,3}(?:[,.'’\u066c \u00a0\u2009\u202f]\d{2,3}){1,4}(?!\p{N})/gu;

interface Match {
  start: number;
  end: number;
  word: string;
}

/**
 * The passage of a text with most of the words, a few words before the first of them to begin with; the beginning of the text where it
 * has none of them.
 * @param html text of HTML, without tags
 * @param words as they stand in the index
 * @param chunks what somebody typed: what is written without spaces is found as it was typed
 */
export function passageOf(html: string, words: readonly string[], chunks: readonly string[]): TextFragment[] {
  const text = decoded(html).trim();
  const matches = matchesIn(text, new Set(words), runsOf(chunks));
  const [start, end] = placeOf(text, matches);
  const fragments: TextFragment[] = [];
  let from = start;
  for (const match of matches) {
    if (match.start < from || match.end > end) continue;
    fragments.push({ text: text.slice(from, match.start), isMatch: false });
    fragments.push({ text: text.slice(match.start, match.end), isMatch: true });
    from = match.end;
  }
  return [...fragments, { text: text.slice(from, end), isMatch: false }].filter((fragment) => fragment.text !== '');
}

const runsOf = (chunks: readonly string[]): Set<string> =>
  new Set(chunks.flatMap((chunk) => chunk.match(UNSPACED_RUN) ?? []).map(hiragana));

function matchesIn(text: string, words: ReadonlySet<string>, runs: ReadonlySet<string>): Match[] {
  const matches: Match[] = [];
  if (words.size > 0)
    for (const { 0: token, index: start } of text.matchAll(text.search(UNSPACED_RUN) < 0 ? WORD : SPACED_WORD)) {
      const word = indexed(token);
      if (words.has(word)) matches.push({ start, end: start + token.length, word });
    }
  if (words.size > 0)
    for (const { 0: token, index: start } of text.matchAll(PARTED)) {
      const word = indexed(token.replace(/[^\p{L}\p{M}\p{N}]/gu, ''));
      if (words.has(word)) matches.push({ start, end: start + token.length, word });
    }
  const kana = hiragana(text);
  for (const word of runs)
    for (let at = kana.indexOf(word); at >= 0; at = kana.indexOf(word, at + word.length))
      matches.push({ start: at, end: at + word.length, word });
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** With as many characters: katakana and hiragana are the same to the index. */
const hiragana = (text: string): string =>
  text.replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** Where the passage begins and ends. */
function placeOf(text: string, matches: readonly Match[]): [start: number, end: number] {
  if (text.length <= PASSAGE) return [0, text.length];
  let best = matches[0];
  let most = 0;
  /** How often each word stands in a passage that would begin with the match: there may be thousands of matches, and all of them near. */
  const near = new Map<string, number>();
  let next = 0;
  for (const [i, match] of matches.entries()) {
    for (; next < matches.length && matches[next]!.end <= match.start + PASSAGE - BEFORE; next += 1)
      near.set(matches[next]!.word, (near.get(matches[next]!.word) ?? 0) + 1);
    if (near.size > most) [best, most] = [match, near.size];
    if (next === i) next += 1;
    else if (near.get(match.word) === 1) near.delete(match.word);
    else near.set(match.word, near.get(match.word)! - 1);
  }
  const start = best === undefined ? 0 : startBefore(text, best.start);
  return [start, endAfter(text, best?.end ?? 0, start + PASSAGE)];
}

/** A few words before this one, or a few letters where there are no spaces. */
function startBefore(text: string, at: number): number {
  if (at <= BEFORE) return 0;
  const space = text.indexOf(' ', at - BEFORE - 1);
  return space >= 0 && space < at ? space + 1 : wholeCharacter(text, at - BEFORE / 2);
}

function endAfter(text: string, least: number, most: number): number {
  if (text.length <= most) return text.length;
  const space = text.lastIndexOf(' ', most);
  return space > Math.max(least, most - BEFORE) ? space : wholeCharacter(text, most);
}

/** Not between the halves of a character. */
const wholeCharacter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);

const IGNORED =
  /\p{Cf}|[\u0300-\u036f]|[\u093c\u0a3c\u0abc]|[\u0591-\u05c7]|[\u0610-\u061a]|\u0640|[\u064b-\u065f]|\u0670|[\ufe00-\ufe0f]/gu;
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i' },
  ...{ ς: 'σ', ى: 'ی', ي: 'ی', ك: 'ک', ٱ: 'ا', ة: 'ه', ۃ: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه', '\u0901': '\u0902' },
};
const HALF_NASAL = /[ङञणनम]\u094d(?=[क-ह])/g;

/** A word as the index has it: what `split_words` and `unaccent` make of it. A difference would leave it unmarked, no more. */
function indexed(word: string): string {
  if (/^[\0-\x7f]*$/.test(word)) return word.toLowerCase();
  const plain = word.normalize('NFKD').toLowerCase().replace(IGNORED, '').normalize('NFKC');
  return plain.replace(/[^\0-\x7f]/g, (letter) => PLAIN[letter] ?? letter).replace(HALF_NASAL, '\u0902');
}
