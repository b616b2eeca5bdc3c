import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const ATTRIBUTE = String.raw`(?:[#.][^\s{}"=#.]+|[\w-]+=(?:"[^"{}]*"|[^\s"{}]+))`;
const BEHIND = new RegExp(String.raw`^\{:?\s*${ATTRIBUTE}(?:\s+${ATTRIBUTE}){0,9}\s*\}`);
const NAME_OF_PART = /\s*\{#([^\s{}]{1,80})(?:\s[^{}]{0,200})?\}\s*$/;
const SIZE = /\s*\|\s*\d{1,4}(?:x\d{1,4})?$/;

/**
 * What other programs write about a heading, picture or link is not shown: `# Day two {#day-two}`, where links to `#day-two` lead,
 * `![map](…){width="6in"}` and `![map|300](…)`.
 */
export function attributes(md: MarkdownIt): void {
  md.core.ruler.after('text_join', 'attributes', ({ tokens }: StateCore) => {
    for (const [i, { type, children }] of tokens.entries()) {
      if (type !== 'inline' || !children) continue;
      const heading = tokens[i - 1];
      const last = children.at(-1);
      if (heading?.type === 'heading_open' && last?.type === 'text') {
        const name = NAME_OF_PART.exec(last.content);
        if (name) {
          heading.meta = { name: name[1] };
          last.content = last.content.slice(0, name.index);
        }
      }
      for (const [at, token] of children.entries()) {
        if (token.type === 'image') withoutSize(token);
        const before = children[at - 1]?.type;
        if (token.type === 'text' && (before === 'image' || before === 'link_close'))
          token.content = token.content.replace(BEHIND, '');
      }
    }
  });
}

function withoutSize(image: Token): void {
  const last = image.children?.at(-1);
  if (last?.type !== 'text') return;
  last.content = last.content.replace(SIZE, '');
}

/** The name that a heading was given. */
export const nameOfPart = (heading: Token): string | undefined => (heading.meta as { name?: string } | null)?.name;
