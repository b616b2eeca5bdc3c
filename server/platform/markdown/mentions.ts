import type { Token, Tokens } from 'marked';
import { LIMITS } from '../limits.js';
import { tokensOf } from './lexer.js';

/**
 * `@name`, where it is a word of its own: not in an e-mail address, a path, the name of a package or of somebody at another
 * site. Letters of scripts that part words by spaces belong to the word; those of others (`@annaさん`) do not.
 */
const MENTION =
  /(?<![\p{Lu}\p{Ll}\p{Lt}\p{N}_@/.+=~-])[@\uff20](\w{3,30})(?![\p{Lu}\p{Ll}\p{Lt}\p{M}\p{N}_]|[@\uff20/-]\w|\.[a-z\d])/gu;

const AT = ['@', '\uff20'];

/** What a mention becomes; undefined leaves it as it is. */
type Replace = (username: string, typed: string) => Token | undefined;

/** In these a name is part of something else. */
const OPAQUE = new Set(['code', 'codespan', 'html', 'image', 'link']);

const isPlain = (token: Token | undefined): token is Tokens.Text => token?.type === 'text' && !('tokens' in token);

const textToken = (text: string, raw = text): Tokens.Text => ({ type: 'text', raw, text, escaped: false });

/** A username may begin and end with `_`, which Markdown takes for emphasis: `@_anna_`. */
function joinUsernames(siblings: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of siblings) {
    const before = joined.at(-1);
    const isName = token.raw.startsWith('_') && /^\w+$/.test(token.raw);
    if (isPlain(before) && (isPlain(token) || (isName && AT.includes(before.text.slice(-1)))))
      joined.splice(-1, 1, textToken(before.text + (isPlain(token) ? token.text : token.raw), before.raw + token.raw));
    else joined.push(token);
  }
  return joined;
}

/** The character at an end of what is seen of a token: a word may go on beyond it. */
function edgeOf(token: Token | undefined, end: 0 | -1): string {
  if (token === undefined) return '';
  const { tokens, text = '' } = token as { tokens?: Token[]; text?: string };
  return tokens ? edgeOf(tokens.at(end), end) : ([...text.slice(end === 0 ? 0 : -2).slice(0, 2)].at(end) ?? '');
}

function replaceInText({ text, raw }: Tokens.Text, before: string, after: string, replace: Replace): Token[] {
  const whole = before + text + after;
  const [start, end] = [before.length, before.length + text.length];
  const tokens: Token[] = [];
  let done = start;
  for (const { 0: typed, 1: name, index } of whole.matchAll(MENTION)) {
    // What was typed as a character reference (`&#64;`) is no mention.
    if (index < start || index + typed.length > end || (raw !== text && !raw.includes(typed))) continue;
    const mention = replace(name!.toLowerCase(), typed);
    if (mention === undefined) continue;
    tokens.push(textToken(whole.slice(done, index)), mention);
    done = index + typed.length;
  }
  if (tokens.length === 0) return [];
  return [...tokens, textToken(whole.slice(done, end))].filter((token) => token.raw !== '');
}

function replaceAmong(siblings: Token[], replace: Replace): Token[] {
  const joined = joinUsernames(siblings);
  let isChanged = false;
  const replaced = joined.flatMap((token, i) => {
    if (!isPlain(token)) return [token];
    const parts = replaceInText(token, edgeOf(joined[i - 1], -1), edgeOf(joined[i + 1], 0), replace);
    isChanged ||= parts.length > 0;
    return parts.length > 0 ? parts : [token];
  });
  return isChanged ? replaced : siblings;
}

function replaceMentions(tokens: readonly Token[], replace: Replace): void {
  for (const token of tokens) {
    if (OPAQUE.has(token.type)) continue;
    if (token.type === 'list') replaceMentions((token as Tokens.List).items, replace);
    if (token.type === 'table') {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [header, ...rows].flat()) {
        cell.tokens = replaceAmong(cell.tokens, replace);
        replaceMentions(cell.tokens, replace);
      }
    }
    const parent = token as { tokens?: Token[] };
    if (!parent.tokens) continue;
    parent.tokens = replaceAmong(parent.tokens, replace);
    replaceMentions(parent.tokens, replace);
  }
}

const NAME = /[@\uff20]\w{3}/;

/** The usernames that a text mentions, in small letters and in its order; whether there are such people is not known here. */
export function mentionsIn(markdown: string): string[] {
  if (!NAME.test(markdown)) return [];
  const names = new Set<string>();
  replaceMentions(tokensOf(markdown), (username) => {
    if (names.size < LIMITS.text.mentions) names.add(username);
    return undefined;
  });
  return [...names];
}

/** The same tokens, where the mentions of these people are links to them. */
export function linkMentions(tokens: Token[], usernames: readonly string[]): Token[] {
  if (usernames.length === 0) return tokens;
  let links = 0;
  replaceMentions(tokens, (username, typed): Tokens.Link | undefined => {
    if (!usernames.includes(username) || links === LIMITS.text.mentions) return undefined;
    links += 1;
    return { type: 'link', raw: typed, href: `/@${username}`, title: null, text: typed, tokens: [textToken(typed)] };
  });
  return tokens;
}
