import type { MarkdownIt, StateCore } from 'markdown-it';

/** Lines of YAML between two of `---`, at the very beginning; not a title between two rules: a usual name, or two names in small letters. */
const YAML =
  /^\s*---[ \t]*\r?\n(?=(?:.*\n){0,100}?(?:title|date|tags?|author|draft|description|categor(?:y|ies)|layout|aliases|created|updated|modified|slug|lang|cssclass(?:es)?|publish(?:ed)?)[ \t]*:|(?:[a-z][\w-]*:(?:[ \t].*)?\r?\n){2})(?:(?:[\p{L}_][\p{L}\p{N}_-]*[ \t]*:(?:[ \t].*)?|[ \t]+\S.*|-[ \t].*|#.*)\r?\n){1,100}---[ \t]*(?:\r?\n|$)/u;
/** The same in TOML, between two of `+++`. */
const TOML =
  /^\s*\+{3}[ \t]*\r?\n(?:(?:["\w][\w."-]*[ \t]*=.*|\[.*\][ \t]*|[ \t]+\S.*|[\]}],?[ \t]*|#.*|[ \t]*)\r?\n){1,100}\+{3}[ \t]*(?:\r?\n|$)/;

/**
 * A text without what programs for notes and websites (Obsidian, Hugo, Jekyll) write about it before its first line. Its lines stay, as
 * empty ones.
 */
export function withoutFrontMatter(markdown: string): string {
  const mark = /^\s*(---|\+{3})/.exec(markdown)?.[1];
  if (mark === undefined) return markdown;
  return markdown.replace(mark === '---' ? YAML : TOML, (block) => block.replace(/[^\n]+/g, ''));
}

/** It is not for readers; as Markdown it would be a rule and a heading. */
export function frontMatter(md: MarkdownIt): void {
  md.core.ruler.after('normalize', 'front_matter', (state: StateCore) => {
    state.src = withoutFrontMatter(state.src);
  });
}
