import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { LIMITS } from '../limits.js';
import { ruleOf } from './rules.js';

/** Of markdown-it, which leaves out what is nested deeper. A list and its item are two levels; it is never reached. */
export const MAX_NESTING = 2 * LIMITS.text.markdownDepth + 2;

/** Quotes, lists, footnotes and emphasis that are nested too deeply stay as they were typed. */
export function limitNesting(md: MarkdownIt): void {
  for (const name of ['blockquote', 'list', 'footnote']) {
    const { rule, alt } = ruleOf(md.block.ruler, name);
    md.block.ruler.at(name, deeper(rule), { alt });
  }
  md.inline.ruler2.before('fragments_join', 'nesting', flattenEmphasis);
}

type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;

/** How deep each text that is being read is at the moment. */
const depths = new WeakMap<object, number>();

const deeper =
  (rule: BlockRule): BlockRule =>
  (state, startLine, endLine, silent) => {
    const depth = depths.get(state.env) ?? 0;
    if (depth >= LIMITS.text.markdownDepth) return false;
    depths.set(state.env, depth + 1);
    try {
      return rule(state, startLine, endLine, silent);
    } finally {
      depths.set(state.env, depth);
    }
  };

const EMPHASIS = new Set(['em', 'strong', 's']);

function flattenEmphasis({ tokens }: StateInline): boolean {
  let depth = 0;
  for (const token of tokens) {
    if (token.nesting === 0 || !EMPHASIS.has(token.tag)) continue;
    if (token.nesting > 0) depth += 1;
    const isTooDeep = depth > LIMITS.text.markdownDepth;
    if (token.nesting < 0) depth -= 1;
    if (isTooDeep) Object.assign(token, { type: 'text', tag: '', nesting: 0, content: token.markup });
  }
  return false;
}

/** A table of too many columns is plain text, and so is what follows when it has enough cells. */
export function limitTables(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'table');
  const limited: BlockRule = (state, startLine, endLine, silent) => {
    const columns = state.src.slice(state.bMarks[startLine], state.eMarks[startLine]).split('|').length;
    if (columns < 2 || columns > LIMITS.text.tableColumns) return false;
    const rows = Math.floor(LIMITS.text.tableCells / columns);
    return rule(state, startLine, Math.min(endLine, startLine + 1 + rows), silent);
  };
  md.block.ruler.at('table', limited, { alt });
}
