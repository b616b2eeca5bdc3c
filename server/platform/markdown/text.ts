import type { Token, Tokens } from 'marked';
import { decoded } from './entities.js';
import { tokensOf } from './lexer.js';

/** An excerpt of so many characters stays whole; a longer one is cut to the other. */
const WHOLE_EXCERPT = 240;
const CUT_EXCERPT = 200;

const WORDS_A_MINUTE = 220;
/** Chinese, Japanese and Korean are written without spaces, and read by the character. */
const CHARACTERS_A_MINUTE = 450;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

const BLOCKS = new Set(['paragraph', 'heading', 'list_item', 'blockquote', 'code', 'table', 'space']);

/** What a reader reads of these tokens: no marks, no addresses, no pictures. */
function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const end = BLOCKS.has(token.type) ? ' ' : '';
      if (token.type === 'image' || token.type === 'def' || token.type === 'checkbox') return '';
      if (token.type === 'br') return ' ';
      if (token.type === 'list') return plainText((token as Tokens.List).items);
      if (token.type === 'table') {
        const { header, rows } = token as Tokens.Table;
        return [header, ...rows].map((row) => row.map((cell) => plainText(cell.tokens)).join(' ')).join(' ') + end;
      }
      const { tokens: inner, text } = token as { tokens?: Token[]; text?: string };
      return (inner ? plainText(inner) : decoded(text ?? '')) + end;
    })
    .join('');
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Making one takes longer than to use it. */
let segmenter: Intl.Segmenter | undefined;

/** The part of a text that fits, whole words only, for any script. */
function cutAtWord(text: string, length: number): string {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  // A little more than fits, so that the last word is seen whole.
  const start = [...text].slice(0, length + 50).join('');
  let kept = '';
  let count = 0;
  for (const { segment } of segmenter.segment(start)) {
    count += [...segment].length;
    if (count > length) break;
    kept += segment;
  }
  const whole = kept.replace(/[\s\p{Pd}\p{Ps}\p{Pi},;:]+$/u, '');
  return `${whole || [...text].slice(0, length).join('')}…`;
}

/** The beginning of the first paragraph as plain text, about 200 characters, ending with a whole word; '' when there is none. */
export function excerptOf(markdown: string, tokens = tokensOf(markdown)): string {
  const paragraphs = tokens.filter((token) => token.type === 'paragraph').map((token) => oneLine(plainText([token])));
  const text = paragraphs.find((paragraph) => paragraph !== '') ?? oneLine(plainText(tokens));
  return [...text.slice(0, WHOLE_EXCERPT * 2 + 2)].length <= WHOLE_EXCERPT ? text : cutAtWord(text, CUT_EXCERPT);
}

/** Minutes to read a text aloud in one's head, at least 1. */
export function readingMinutes(markdown: string, tokens = tokensOf(markdown)): number {
  const text = plainText(tokens);
  const characters = text.match(CJK)?.length ?? 0;
  const words = text.replace(CJK, ' ').match(WORD)?.length ?? 0;
  return Math.max(1, Math.round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE));
}
