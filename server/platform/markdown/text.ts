import type { Token } from 'markdown-it';
import { parse } from './parser.js';
import { inlineText } from './inline-text.js';
import { segmentsOf } from '../input/segments.js';

/** An excerpt of so many characters stays whole; a longer one is cut to the other. */
const WHOLE_EXCERPT = 240;
const CUT_EXCERPT = 200;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The part of a text that fits, whole words only, for any script. */
function cutAtWord(text: string, length: number): string {
  // A little more than fits, so that the last word is seen whole.
  const start = [...text].slice(0, length + 50).join('');
  let kept = '';
  let count = 0;
  for (const { segment } of segmentsOf(start, 'word')) {
    count += [...segment].length;
    if (count > length) break;
    kept += segment;
  }
  const whole = kept.replace(/[\s\p{Pd}\p{Ps}\p{Pi},;:]+$/u, '');
  return `${whole || [...text].slice(0, length).join('')}…`;
}

function firstParagraph(tokens: readonly Token[]): string | undefined {
  for (const [i, { type, level }] of tokens.entries()) {
    if (type !== 'paragraph_open' || level > 0) continue;
    const text = oneLine(inlineText(tokens[i + 1]!.children ?? []));
    if (text !== '') return text;
  }
  return undefined;
}

/** All that is read, up to the footnotes. */
function wholeText(tokens: readonly Token[]): string {
  const end = tokens.findIndex(({ type }) => type === 'footnotes_open');
  return tokens
    .slice(0, end < 0 ? tokens.length : end)
    .map(({ children, content }) => (children ? inlineText(children) : content))
    .join(' ');
}

/** The beginning of the first paragraph as plain text, about 200 characters, ending with a whole word; '' when there is none. */
export function excerptOf(markdown: string, tokens = parse(markdown).tokens): string {
  const text = firstParagraph(tokens) ?? oneLine(wholeText(tokens));
  return [...text.slice(0, WHOLE_EXCERPT * 2 + 2)].length <= WHOLE_EXCERPT ? text : cutAtWord(text, CUT_EXCERPT);
}
