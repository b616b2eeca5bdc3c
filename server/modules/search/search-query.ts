import { LIMITS } from '../../platform/limits.js';

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export interface SearchQuery {
  /** For `to_tsquery`: all words, the last one as the beginning of a word. Letters and digits, so nothing in it is an operator. */
  tsquery: string;
  /** The same words, one space between them. */
  words: string;
  /** The same text as a username, which words leave the `_` out of; empty where it cannot be one. */
  username: string;
}

/** What somebody typed, at most as long as a search may be, as words; undefined where there are none. Signs are taken for what parts words, whatever they are. */
export function searchQueryOf(text: string): SearchQuery | undefined {
  const words = (text.normalize('NFC').match(WORD) ?? []).slice(0, LIMITS.text.searchWords);
  if (words.length === 0) return undefined;
  const typed = words.at(-1)!;
  return {
    tsquery: [...words.slice(0, -1), `${typed}:*`].join(' & '),
    words: words.join(' '),
    username: usernameOf(text),
  };
}

const usernameOf = (text: string): string => /^@?(\w{3,30})$/.exec(text.trim().toLowerCase())?.[1] ?? '';
