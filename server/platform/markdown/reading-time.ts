import { withoutFrontMatter } from './front-matter.js';
import { segmentsOf } from '../input/segments.js';

/** Words that stand apart, with their vowels and accents: `Menschen`, `हिन्दी`, `l’été`, `3.5`. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:['’.\-\u00b7]|\u200c|\u200d)[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const ARABIC = /\p{Script=Arabic}/u;

/** Passages without spaces between words. */
const CHINESE_OR_JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;
const SOUTHEAST_ASIAN = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu;

/** Words that are read silently; Arabic joins to a word what others write apart. */
const WORDS_A_MINUTE = 220;
const ARABIC_WORDS_A_MINUTE = 180;
/** Chinese and Japanese are read by the character; kana say less each than Han characters. */
const HAN_A_MINUTE = 400;
const KANA_A_MINUTE = 600;

/** What is in a text and not read as words: addresses, pictures, marks. */
const NOT_READ: readonly [RegExp, string][] = [
  // The numbers of a list, boxes of tasks, the first line of code with its language, the kind of a callout.
  [/^[ \t>]*(?:\d{1,3}[.)]|[-*+])[ \t]+(?!\d)(?:\[[xX]\](?=\s))?/gm, ' '],
  [/^[ \t>]*(?:`{3,}|~{3,})[^`\n]*$/gm, ' '],
  [/\[!\w{1,31}\][+-]?/g, ' '],
  // The definition of a link, and the label of a footnote.
  [/^ {0,3}\[[^\]\n^][^\]\n]{0,200}\]:[ \t]*(?:$|\S*[<:/#.@].*$)/gm, ' '],
  [/\[\^(?! )[^\n[\]]{1,100}\][:：]?/g, ' '],
  // The description of a picture; then the address of a link, whose text stays.
  [/!\[[^\]\n]{0,500}\](?=[([])/g, ' '],
  [/\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)/g, ' '],
  [/\]\[[^\]\n]{0,200}\]/g, ' '],
  // Addresses are seen, not read.
  [/(?:https?:\/\/|www\.)[^\s<>()]{1,2000}/gi, ' '],
  [/&(?:#\w{1,8}|[a-z]\w{1,31});/gi, ' '],
  // Marks within words: half**way** is one.
  [/[*`~\\\u00ad]+/g, ''],
];

/** Words of passages without spaces are looked for in so many of their characters; those of the rest are estimated. */
const SAMPLE_CHARACTERS = 1_000;

export interface ReadingTime {
  words: number;
  /** At least 1. */
  minutes: number;
}

/**
 * The words of a Markdown text and the minutes to read them. The editor calls it at each letter, so it reads the text as it
 * was typed, without a parser; the page shows the same.
 */
export function readingTime(markdown: string): ReadingTime {
  const text = NOT_READ.reduce((rest, [pattern, by]) => rest.replace(pattern, by), withoutFrontMatter(markdown));
  const [cjk, southeast] = [text.match(CHINESE_OR_JAPANESE) ?? [], text.match(SOUTHEAST_ASIAN) ?? []];
  const words = text.replace(CHINESE_OR_JAPANESE, ' ').replace(SOUTHEAST_ASIAN, ' ').match(WORD) ?? [];
  const arabic = words.filter((word) => ARABIC.test(word)).length;
  const [han, kana] = [count(cjk.join(''), HAN), count(cjk.join(''), KANA)];
  const southeastWords = wordsOfPassages(southeast);
  const minutes =
    (words.length - arabic + southeastWords) / WORDS_A_MINUTE +
    arabic / ARABIC_WORDS_A_MINUTE +
    han / HAN_A_MINUTE +
    kana / KANA_A_MINUTE;
  return {
    words: Math.round(words.length + southeastWords + wordsOfPassages(cjk)),
    minutes: Math.max(1, Math.round(minutes)),
  };
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function wordsOfPassages(passages: readonly string[]): number {
  // A space, so that no word goes over from one to the next.
  const all = passages.join(' ');
  if (all === '') return 0;
  const sample = all.slice(0, SAMPLE_CHARACTERS);
  const words = segmentsOf(sample, 'word').filter(({ isWordLike }) => isWordLike).length;
  return (words * all.length) / sample.length;
}
