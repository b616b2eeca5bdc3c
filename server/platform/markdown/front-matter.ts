import type { MarkdownIt, StateCore } from 'markdown-it';

/** Lines of YAML between two of `---`, at the very beginning; not a title between two rules. */
const BLOCK =
  /^\s*---[ \t]*\r?\n(?=(?:.*\n){0,100}?(?:title|date|tags?|author|draft|description|categor(?:y|ies)|layout|aliases|created|updated|modified|slug|lang|cssclass(?:es)?|publish(?:ed)?)[ \t]*:)(?:(?:[\p{L}_][\p{L}\p{N}_-]*[ \t]*:(?:[ \t].*)?|[ \t]+\S.*|-[ \t].*|#.*)\r?\n){1,100}---[ \t]*(?:\r?\n|$)/u;

/**
 * A text without what programs for notes and websites (Obsidian, Hugo, Jekyll) write about it before its first line. Its lines stay, as
 * empty ones.
 */
export const withoutFrontMatter = (markdown: string): string =>
  /^\s*---/.test(markdown) ? markdown.replace(BLOCK, (block) => block.replace(/[^\n]+/g, '')) : markdown;

/** It is not for readers; as Markdown it would be a rule and a heading. */
export function frontMatter(md: MarkdownIt): void {
  md.core.ruler.after('normalize', 'front_matter', (state: StateCore) => {
    state.src = withoutFrontMatter(state.src);
  });
}
