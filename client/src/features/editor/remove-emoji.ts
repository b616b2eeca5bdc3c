import { segmentsOf } from '../../../../server/platform/input/segments.js';
import type { Edit } from './markdown/index.js';

/** No emoji is longer; halves of a pair count each. */
const MAX_UNITS = 100;

/**
 * On Backspace behind an emoji that is made of several characters (👍🏽, a keycap, the flag of Scotland): without all of it.
 * Undefined where something else stands: of a letter its accent or vowel sign alone may be meant.
 */
export function removeEmoji(text: string, from: number, to = from): Edit | undefined {
  if (from !== to) return undefined;
  const last = segmentsOf(text.slice(Math.max(0, from - MAX_UNITS), from), 'grapheme').at(-1)?.segment ?? '';
  if (!/[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u.test(last)) return undefined;
  const at = from - last.length;
  return { from: at, to: from, insert: '', select: { from: at, to: at } };
}
