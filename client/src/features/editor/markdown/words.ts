import type { Range } from './edit.js';

let words: Intl.Segmenter | undefined;
let characters: Intl.Segmenter | undefined;
/** Longer than what people see as one character, as a family of emoji. */
const NEARBY = 64;

const charactersOf = (text: string): string[] => {
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(characters.segment(text), ({ segment }) => segment);
};

/** The character before or after a place, as people see it; '' at the ends of the text. */
export const characterBefore = (text: string, at: number): string =>
  charactersOf(text.slice(Math.max(0, at - NEARBY), at)).at(-1) ?? '';
export const characterAfter = (text: string, at: number): string => charactersOf(text.slice(at, at + NEARBY))[0] ?? '';

/** The word around a caret that stands between two of its letters, in any script. */
export function wordAround(text: string, at: number): Range | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  words ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  const found = words.segment(text.slice(start, end === -1 ? text.length : end)).containing(at - start);
  if (!found?.isWordLike || found.index === at - start) return undefined;
  return { from: start + found.index, to: start + found.index + found.segment.length };
}
