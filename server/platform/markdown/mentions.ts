import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { LIMITS } from '../limits.js';
import { escaped } from './entities.js';
import type { TextEnv } from './text-env.js';

/**
 * `@name`, where it is a word of its own: not in an e-mail address, a path, the name of a package or of somebody at another
 * site (`@anna:matrix.org`). A dot or a dash before it belongs to no word where nothing or another one stands before that: `.@anna`, `...@anna`.
 * People are
 * joined by `/` and `+`, also behind `w/`. Letters of scripts
 * that part words by spaces belong to the word; those of others (`@annaさん`) do not.
 */
const MENTION =
  /(?<![\p{Lu}\p{Ll}\p{Lt}\p{N}_@]|(?<!(?<![\w.@/])(?:@\w{3,30}|w))\/|(?<!(?<![\w.@/])@\w{3,30})(?<=\S)\+|[^\s.=~-][.=~-])[@\uff20]([\w\u0130\uff10-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a]{3,30})(?![\p{Lu}\p{Ll}\p{Lt}\p{M}\p{N}_]|[@\uff20/-]\w|\.[a-z\d]|:[a-z\d-]+\.[a-z\d])/gu;

const AT = ['@', '\uff20'];

/** A mention is text but for people who are there, to whom it is a link. In code, in links and behind a backslash there is none. */
export function mentions(md: MarkdownIt): void {
  // What is escaped stands apart until then.
  md.core.ruler.before('text_join', 'mentions', ({ tokens, env, Token }: StateCore) => {
    const reader = new MentionReader(Token, env as TextEnv);
    for (const token of tokens) if (token.type === 'inline') token.children = reader.read(token.children ?? []);
  });
  md.renderer.rules.text_mention = (tokens, i, _, env) => {
    const { content, meta } = tokens[i]!;
    const { username } = meta as { username: string };
    return (env as TextEnv).people.has(username) ? `<a href="/@${username}">${escaped(content)}</a>` : escaped(content);
  };
}

class MentionReader {
  private found = 0;

  constructor(
    private readonly TokenClass: StateCore['Token'],
    private readonly env: TextEnv,
  ) {}

  read(tokens: Token[]): Token[] {
    if (!tokens.some(isPlainWithName)) return tokens;
    const joined = this.joinUsernames(tokens);
    let links = 0;
    return joined.flatMap((token, i) => {
      links += token.type === 'link_open' ? 1 : token.type === 'link_close' ? -1 : 0;
      if (token.type !== 'text' || links > 0) return [token];
      return this.split(token, edgeOf(joined, i, -1), edgeOf(joined, i, 1));
    });
  }

  /** A username may begin and end with `_`, which Markdown takes for emphasis: `@_anna_`. */
  private joinUsernames(tokens: readonly Token[]): Token[] {
    const joined: Token[] = [];
    for (let i = 0; i < tokens.length; i += 1) {
      const before = joined.at(-1);
      const [open, name, close] = [tokens[i]!, tokens[i + 1], tokens[i + 2]];
      const isName =
        open.markup.startsWith('_') && open.nesting === 1 && close?.nesting === -1 && /^\w+$/.test(name!.content);
      if (isName && name!.type === 'text' && before?.type === 'text' && AT.includes(before.content.slice(-1))) {
        joined.splice(-1, 1, this.made('text', before.content + open.markup + name!.content + close.markup));
        i += 2;
      } else if (before?.type === 'text' && open.type === 'text')
        joined.splice(-1, 1, this.made('text', before.content + open.content));
      else joined.push(open);
    }
    return joined;
  }

  private split(token: Token, before: string, after: string): Token[] {
    const whole = before + token.content + after;
    const [start, end] = [before.length, before.length + token.content.length];
    const parts: Token[] = [];
    let done = start;
    for (const { 0: typed, 1: name, index } of whole.matchAll(MENTION)) {
      if (index < start || index + typed.length > end || this.found === LIMITS.text.mentions) continue;
      this.found += 1;
      const username = name!.normalize('NFKC').toLowerCase().replaceAll('i\u0307', 'i');
      this.env.mentioned.add(username);
      const mention = this.made('text_mention', typed);
      mention.meta = { username };
      parts.push(this.made('text', whole.slice(done, index)), mention);
      done = index + typed.length;
    }
    if (parts.length === 0) return [token];
    return [...parts, this.made('text', whole.slice(done, end))].filter(({ content }) => content !== '');
  }

  private made(type: string, content: string): Token {
    const token = new this.TokenClass(type, '', 0);
    token.content = content;
    return token;
  }
}

const isPlainWithName = ({ type, content }: Token): boolean => type === 'text' && /[@\uff20]/.test(content);

/** The character that is seen beside a token: a word may go on there. */
function edgeOf(tokens: readonly Token[], i: number, step: 1 | -1): string {
  for (let at = i + step; tokens[at]; at += step) {
    const { type, content } = tokens[at]!;
    if (type.endsWith('break')) return '\n';
    if (content !== '') return [...content].at(step === 1 ? 0 : -1)!;
  }
  return '';
}
