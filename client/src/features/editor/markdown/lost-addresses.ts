import type { Token, Tokens } from 'marked';
import { tokensOf } from '../../../../../server/platform/markdown/lexer.js';
import { linkProblem, pictureProblem } from './addresses.js';

/** A link or a picture in a text that readers do not get. */
export interface LostAddress {
  kind: 'link' | 'picture';
  /** As it stands in the text. */
  raw: string;
  /** Where it stands; undefined when it is spread over lines of a quote or a list. */
  at?: number;
  /** A sentence. */
  reason: string;
}

/** Text that was meant as a link or a picture, and is none because of a space in its address. */
const UNREAD = /(!?)\[[^[\]\n]+\]\(([^()\n]*\s[^()\n]*)\)/g;

const hasWords = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token) =>
      token.type === 'image' || ('tokens' in token && token.tokens ? hasWords(token.tokens) : token.raw.trim() !== ''),
  );

const childrenOf = (token: Token): Token[] => {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].flatMap((row) => row.flatMap((cell) => cell.tokens));
  }
  return ('tokens' in token && token.tokens) || [];
};

/** The links and pictures of a text that readers will not get, in reading order. What they do get, the server decides. */
export function lostAddresses(markdown: string): LostAddress[] {
  const found: LostAddress[] = [];
  let from = 0;
  const add = (kind: LostAddress['kind'], raw: string, reason: string) => {
    const at = markdown.indexOf(raw, from);
    if (at >= 0) from = at + 1;
    found.push({ kind, raw, at: at < 0 ? undefined : at, reason });
  };
  const visit = (tokens: readonly Token[], isInLink: boolean) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'link') {
        const { href, raw, tokens: words = [] } = token as Tokens.Link;
        const problem =
          linkProblem(href) ??
          (isInLink ? 'It stands in another link.' : undefined) ??
          (hasWords(words) ? undefined : 'It has no words to press.');
        if (problem) add('link', raw, problem);
      }
      if (token.type === 'image') {
        const { href, raw } = token as Tokens.Image;
        const problem = pictureProblem(href);
        if (problem) add('picture', raw, problem);
      }
      visit(childrenOf(token), isInLink || token.type === 'link');
      if (index === 0 || !isPlain(tokens[index - 1]!)) {
        for (const [raw, picture] of passage(tokens.slice(index)).matchAll(UNREAD)) {
          add(picture ? 'picture' : 'link', raw, 'Its address has a space in it.');
        }
      }
    }
  };
  visit(tokensOf(markdown), false);
  return found;
}

/** Text, and addresses in it that are links by themselves. */
const isPlain = (token: Token): boolean =>
  (token.type === 'text' && !('tokens' in token && token.tokens)) ||
  (token.type === 'link' && !/^[[<]/.test(token.raw));

/** What the first of these tokens and the ones after it say, up to the next that is more than text. */
function passage(tokens: readonly Token[]): string {
  const end = tokens.findIndex((token) => !isPlain(token));
  return tokens
    .slice(0, end < 0 ? tokens.length : end)
    .map(({ raw }) => raw)
    .join('');
}
