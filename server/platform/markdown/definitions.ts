import type { MarkdownIt, StateBlock } from 'markdown-it';
import { linkAddress } from './addresses.js';
import { ruleOf } from './rules.js';

/** A label, and a word behind it on the same line. */
const DEFINITION = /^\[((?:\\.|[^[\]\\]){1,999})\]:[ \t]+([^\s<]\S*)/s;
const DEFINITION_CHARACTERS = 3_000;
const LABEL = /\[((?:\\.|[^[\]\\]){1,999})\](?!:)/gs;

/** Labels that the text refers to. */
const referredTo = new WeakMap<object, Set<string>>();

/** `[Ana]: Hello` is what somebody said: a label that nothing refers to, and no address behind it. */
export function definitions(md: MarkdownIt): void {
  const { rule, alt } = ruleOf(md.block.ruler, 'reference');
  const { normalizeReference } = md.utils;
  const isSpeech = ({ src, env, bMarks, tShift }: StateBlock, line: number): boolean => {
    const start = bMarks[line]! + tShift[line]!;
    if (src[start] !== '[') return false;
    const [, label, address] = DEFINITION.exec(src.slice(start, start + DEFINITION_CHARACTERS)) ?? [];
    if (address === undefined || address.startsWith('#') || linkAddress(address) !== undefined) return false;
    let labels = referredTo.get(env);
    if (!labels) {
      labels = new Set([...src.matchAll(LABEL)].map(([, found]) => normalizeReference(found!)));
      referredTo.set(env, labels);
    }
    return !labels.has(normalizeReference(label!));
  };
  md.block.ruler.at(
    'reference',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) =>
      !isSpeech(state, startLine) && rule(state, startLine, endLine, silent),
    { alt },
  );
}
