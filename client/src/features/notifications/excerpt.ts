import { segmentsOf } from '../../../../server/platform/input/segments.js';

/** The beginning of what was said, as it reads: without marks, cut between words where there are any. */
export function excerptOf(html: string, max: number): string {
  const text = new DOMParser().parseFromString(html, 'text/html').body.textContent.replace(/\s+/g, ' ').trim();
  const characters = segmentsOf(text, 'grapheme').map(({ segment }) => segment);
  if (characters.length <= max) return text;
  const begun = characters.slice(0, max).join('');
  return `${begun.replace(/ \S*$/, '')}…`;
}
