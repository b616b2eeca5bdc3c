import type { MarkdownIt, StateBlock } from 'markdown-it';
import { ruleOf } from './rules.js';

const TILDES = /^~{3,}[ \t]*$/;

/** A line of `~~~` between two empty ones is an ornament between two parts of a story; code follows its fence at once. */
export function ornaments(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'fence');
  md.block.ruler.at(
    'fence',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) =>
      !isOrnament(state, startLine, endLine) && rule(state, startLine, endLine, silent),
    { alt },
  );
}

function isOrnament(state: StateBlock, line: number, endLine: number): boolean {
  const isAlone = (line === 0 || state.isEmpty(line - 1)) && (line + 1 >= endLine || state.isEmpty(line + 1));
  const start = state.bMarks[line]! + state.tShift[line]!;
  return isAlone && TILDES.test(state.src.slice(start, state.eMarks[line]));
}
