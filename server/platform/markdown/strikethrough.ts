import type { MarkdownIt, StateInline } from 'markdown-it';
import { ruleOf } from './rules.js';

/** Two tildes strike out, and nothing else: `3~5` is a range, and `~~~` a line of them. */
export function strikethrough(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.inline.ruler, 'strikethrough');
  const ofTwo = (state: StateInline, silent: boolean): boolean => {
    let end = state.pos;
    while (end < state.posMax && state.src[end] === '~') end += 1;
    const length = end - state.pos;
    if (length === 0 || length === 2) return rule(state, silent);
    if (silent) return false;
    state.pending += '~'.repeat(length);
    state.pos = end;
    return true;
  };
  md.inline.ruler.at('strikethrough', ofTwo, { alt });
}
