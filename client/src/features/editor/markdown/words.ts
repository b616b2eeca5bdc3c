import { segmentsOf } from '../../../../../server/platform/input/segments.js';
import type { Range } from './edit.js';

/** Longer than what people see as one character, as a family of emoji. */
const NEARBY = 64;

const charactersOf = (text: string): string[] => segmentsOf(text, 'grapheme').map(({ segment }) => segment);

/** Whether no mark that belongs to a letter before it stands there: most texts need no segmenter. */
const isPlain = (text: string, at: number): boolean => text.charCodeAt(at) < 0x300;

/** The character before or after a place, as people see it; '' at the ends of the text. */
export const characterBefore = (text: string, at: number): string =>
  isPlain(text, at - 1) ? text[at - 1]! : (charactersOf(text.slice(Math.max(0, at - NEARBY), at)).at(-1) ?? '');
export const characterAfter = (text: string, at: number): string =>
  isPlain(text, at) && isPlain(text, at + 1) ? text[at]! : (charactersOf(text.slice(at, at + NEARBY))[0] ?? '');

/** The word around a caret that stands between two of its letters, in any script. */
export function wordAround(text: string, at: number): Range | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const segments = segmentsOf(text.slice(start, end === -1 ? text.length : end), 'word');
  const found = segments.filter(({ index }) => index <= at - start).at(-1);
  if (!found?.isWordLike || found.index === at - start) return undefined;
  return { from: start + found.index, to: start + found.index + found.segment.length };
}
