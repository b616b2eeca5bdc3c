import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it';
import { ruleOf } from './rules.js';

const YEAR = /[12]\d{3}[.)][ \t]/y;
/** `24. 12. 2024`, `12. - 14. May`, and `3. 2. 1.` */
const DATE = /\d{1,2}\.[ \t]+(?:[-–][ \t]+)?\d{1,2}\.(?=\s|$)/y;

/**
 * The numbers of a list are those that were typed, where they neither go on by one nor stand still: "3. October", "7. October", or the ten
 * best from the tenth to the first. A paragraph that begins with a year and a dot, or with a day and a month, is none of a list.
 */
export function listNumbers(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'list');
  const unlessDate = (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    YEAR.lastIndex = DATE.lastIndex = state.bMarks[startLine]! + state.tShift[startLine]!;
    return !YEAR.test(state.src) && !DATE.test(state.src) && rule(state, startLine, endLine, silent);
  };
  md.block.ruler.at('list', unlessDate, { alt });
  md.core.ruler.after('block', 'list_numbers', ({ tokens }: StateCore) => {
    /** The items of each list around this place, the innermost last. */
    const lists: Token[][] = [];
    for (const token of tokens)
      if (token.type === 'ordered_list_open' || token.type === 'bullet_list_open') lists.push([]);
      else if (token.type === 'list_item_open') lists.at(-1)!.push(token);
      else if (token.type === 'ordered_list_close') number(lists.pop()!);
      else if (token.type === 'bullet_list_close') lists.pop();
  });
}

function number(items: readonly Token[]): void {
  const steps = items.slice(1).map(({ info }, i) => Number(info) - Number(items[i]!.info));
  if (steps.every((step) => step === 0 || step === 1)) return;
  for (const [i, step] of steps.entries())
    if (step !== 1) items[i + 1]!.attrSet('value', String(Number(items[i + 1]!.info)));
}
