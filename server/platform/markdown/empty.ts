import type { MarkdownIt, StateCore, Token } from 'markdown-it';

/** More than spaces, marks that only join or direct, and letters that are blank. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Z}\u2800]/u;

const SHOWN = new Set(['code_inline', 'outside_picture', 'picture_name', 'footnote_ref', 'task_box']);

/** Whether a reader sees anything of these parts of a line. */
export const isVisible = (tokens: readonly Token[]): boolean =>
  tokens.some(({ type, content }) => SHOWN.has(type) || (type.startsWith('text') && VISIBLE.test(content)));

/** Headings and paragraphs of which nothing is seen are left out. */
export function leaveOutEmpty(md: MarkdownIt): void {
  md.core.ruler.push('leave_out_empty', (state: StateCore) => {
    const { tokens } = state;
    const left = new Set<Token>();
    tokens.forEach((inline, i) => {
      const [open, close] = [tokens[i - 1], tokens[i + 1]];
      if (inline.type !== 'inline' || !/^(?:heading|paragraph)_open$/.test(open?.type ?? '')) return;
      if (!isVisible(inline.children ?? [])) for (const token of [open, inline, close]) left.add(token!);
    });
    if (left.size > 0) state.tokens = tokens.filter((token) => !left.has(token));
  });
}
