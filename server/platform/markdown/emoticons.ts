import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { ruleOf } from './rules.js';

/** Of a face: no words, at most letters that stand alone. */
const FEATURES = String.raw`(?:(?![()（）*\\])[\p{P}\p{S} ]|\p{L}(?![\p{L}\p{N}])){1,12}`;
/** `(*^_^*)`, and `*_*` or `*.*` alone. */
const CHEEKS = new RegExp(
  String.raw`(?<=[(（])\*(?=[\p{P}\p{S}\p{Lm}])${FEATURES}(?<=[\p{P}\p{S}\p{Lm}])\*(?=[)）])|(?<![\p{L}\p{N}*])\*[_.-]{1,3}\*(?![\p{L}\p{N}*])`,
  'uy',
);
/** `>_<`, `^_^`, `-_-` */
const MOUTH = /(?<=[>^=;°•-])_{1,3}(?=[<^=;°•-])/y;
/** `\(^o^)/`, and `¯\_(ツ)_/¯`, also by who knows what becomes of it elsewhere: `¯\\\_(ツ)_/¯`. */
const ARMS = new RegExp(String.raw`\\{1,3}_?[(（]${FEATURES}[)）]\\?_?\/`, 'uy');
const PATTERNS: Record<string, RegExp> = { '*': CHEEKS, _: MOUTH, '\\': ARMS };
/** `>_<`, `>:(`: faces, not what somebody said. */
const AT_LINE_START = /^>(?:[._-]{1,3}[<>]|[:;=]['-]?[()[\]DPOo|\\/3]+)(?=\s|$|[!?.,])/;

/** Faces that are typed stay as they were typed. */
export function emoticons(md: MarkdownIt): void {
  md.inline.ruler.before('escape', 'emoticon', (state: StateInline, silent: boolean) => {
    const pattern = PATTERNS[state.src[state.pos]!];
    if (!pattern) return false;
    pattern.lastIndex = state.pos;
    const face = pattern.exec(state.src)?.[0];
    if (face === undefined || state.pos + face.length > state.posMax) return false;
    if (!silent) state.pending += face.replace(/^\\+|\\(?=_)/g, (run, at) => (at === 0 ? '\\' : run.slice(1)));
    state.pos += face.length;
    return true;
  });
  const { rule, alt } = ruleOf(md.block.ruler, 'blockquote');
  md.block.ruler.at(
    'blockquote',
    (state: StateBlock, startLine: number, endLine: number, silent: boolean) => {
      const start = state.bMarks[startLine]! + state.tShift[startLine]!;
      return !AT_LINE_START.test(state.src.slice(start, start + 12)) && rule(state, startLine, endLine, silent);
    },
    { alt },
  );
}
