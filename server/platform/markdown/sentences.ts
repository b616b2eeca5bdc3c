import type { MarkdownIt, StateBlock } from 'markdown-it';
import { ruleOf } from './rules.js';

/** Some words, at the end of which a sentence ends, or so many that they are no heading. */
const SENTENCE =
  /^\S+\s+\S+\s+\S.*[.…]["'”’»›)\]*_]*$|[。．।॥۔።։]["'”’»›）」』*_]*$|^.{80,}[!?！？]["'”’»›）」』*_]*$/s;

/** A line of hyphens or of `=` right below a sentence is a rule between two paragraphs; below anything else it makes a heading of that. */
export function sentences(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'lheading');
  md.block.ruler.at(
    'lheading',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) => {
      const at = state.tokens.length;
      if (!rule(state, startLine, endLine, silent)) return false;
      const [open, inline, close] = state.tokens.slice(at);
      if (inline === undefined || !SENTENCE.test(inline.content.trim())) return true;
      Object.assign(open!, { type: 'paragraph_open', tag: 'p', markup: '' });
      Object.assign(close!, { type: 'paragraph_close', tag: 'p', markup: '' });
      state.push('hr', 'hr', 0).map = [state.line - 1, state.line];
      return true;
    },
    { alt },
  );
}
