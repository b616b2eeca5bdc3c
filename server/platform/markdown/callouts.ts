import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const MARK = /^\[!([a-z][\w-]{0,30})\][+-]?[ \t]*/i;

/** `> [!NOTE]`, as GitHub and Obsidian have it: a quote that begins with its title, or with the word for its kind. */
export function callouts(md: MarkdownIt): void {
  md.core.ruler.after('text_join', 'callouts', ({ tokens, Token }: StateCore) => {
    const made = (type: string, tag: string, nesting: -1 | 0 | 1) => new Token(type, tag, nesting);
    tokens.forEach((quote, i) => {
      if (quote.type !== 'blockquote_open' || tokens[i + 1]?.type !== 'paragraph_open') return;
      const inline = tokens[i + 2]!;
      const [first, ...rest] = inline.children ?? [];
      const mark = first?.type === 'text' ? MARK.exec(first.content) : null;
      if (!mark) return;
      const end = rest.findIndex(({ type }) => type === 'softbreak' || type === 'hardbreak');
      const line = end < 0 ? rest : rest.slice(0, end);
      const kind = mark[1]!;
      first!.content = first!.content.slice(mark[0].length);
      if (first!.content === '' && line.length === 0)
        first!.content = kind[0]!.toUpperCase() + kind.slice(1).toLowerCase();
      const below: Token[] = end < 0 ? [] : [made('hardbreak', 'br', 0), ...rest.slice(end + 1)];
      inline.children = [
        made('strong_open', 'strong', 1),
        first!,
        ...line,
        made('strong_close', 'strong', -1),
        ...below,
      ];
    });
  });
}
