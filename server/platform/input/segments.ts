const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const GRAPHEME = /\r\n|\p{Regional_Indicator}{2}|[^](?:[\p{M}\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic})*/gu;
/** Words of scripts without spaces have about two characters. */
const WORD = new RegExp(
  `[${UNSPACED}]\\p{M}*[${UNSPACED}]?\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}_])+|[^]`,
  'gu',
);
const LETTER = /[\p{L}\p{N}]/u;

interface Segment {
  segment: string;
  index: number;
  isWordLike?: boolean;
}

type Granularity = 'grapheme' | 'word';

/** Making one takes longer than to use it. */
const made: Partial<Record<Granularity, Intl.Segmenter>> = {};

/** The characters as people count them, or the words and what is between them; about so in browsers that have no Intl.Segmenter. */
export function segmentsOf(text: string, granularity: Granularity): Segment[] {
  if (typeof Intl.Segmenter === 'function') {
    made[granularity] ??= new Intl.Segmenter('en', { granularity });
    return [...made[granularity].segment(text)];
  }
  return Array.from(text.matchAll(granularity === 'word' ? WORD : GRAPHEME), ({ 0: segment, index }) => ({
    segment,
    index,
    isWordLike: LETTER.test(segment),
  }));
}
