import type { MarkdownIt, StateCore, Token } from 'markdown-it';

const ATTRIBUTE = String.raw`(?:[#.][^\s{}"=#.]+|[\w-]+=(?:"[^"{}]*"|[^\s"{}]+))`;
const BEHIND = new RegExp(String.raw`^\{:?\s*${ATTRIBUTE}(?:\s+${ATTRIBUTE}){0,9}\s*\}`);
const NAME_OF_PART = /^\{#([^\s{}]{1,80})(?:\s[^{}]{0,200})?\}\s*$/;
const SIZE = /^\|\s*\d{1,4}(?:x\d{1,4})?$/;

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
        const name = cutOff(last, '{#', NAME_OF_PART)?.[1];
        if (name !== undefined) heading.meta = { name };
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
  if (last?.type === 'text') cutOff(last, '|', SIZE);
}

/** Takes the end of a text away, from its last `mark` on, where that is as the pattern says. */
function cutOff(text: Token, mark: string, pattern: RegExp): RegExpExecArray | undefined {
  const start = text.content.lastIndexOf(mark);
  const end = start < 0 ? null : pattern.exec(text.content.slice(start));
  if (!end) return undefined;
  text.content = text.content.slice(0, start).trimEnd();
  return end;
}

/** The name that a heading was given. */
export const nameOfPart = (heading: Token): string | undefined => (heading.meta as { name?: string } | null)?.name;
