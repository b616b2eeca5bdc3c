import { LIMITS } from '../../platform/limits.js';
import { usernameOf } from '../users/index.js';

/** Of an emoji there may be a mark alone, which is none. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

export interface SearchQuery {
  /** What was typed between spaces, in which PostgreSQL finds the words (`search_question`). */
  chunks: string[];
  /** The words, one space between them; those that were typed without one have a hyphen. */
  words: string;
  /** The same text as a username, which words leave the `_` out of; empty where it cannot be one. */
  username: string;
}

/** What somebody typed, at most as long as a search may be; undefined where there are no words in it. */
export function searchQueryOf(text: string): SearchQuery | undefined {
  const chunks = (text.normalize('NFC').match(/\S+/gu) ?? []).flatMap((chunk) => {
    const words = chunk.match(WORD);
    return words === null ? [] : [{ chunk: chunk.replaceAll('\u0000', ' '), words: words.join('-') }];
  });
  if (chunks.length === 0) return undefined;
  const few = chunks.slice(0, LIMITS.text.searchWords);
  return {
    chunks: few.map(({ chunk }) => chunk),
    words: few.map(({ words }) => words).join(' '),
    username: usernameOf(text) ?? '',
  };
}
