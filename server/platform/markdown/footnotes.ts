import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it';
import type { TextEnv } from './text-env.js';

/** The label of a definition, and of a reference: both are read where they may begin, so they are short. */
const DEFINITION = /^\[\^(?! )([^\n[\]]{1,100})\][:：]/;
const REFERENCE = /^\[\^(?! )([^\n[\]]{1,100})\]/;
const LABEL_CHARACTERS = 105;

/** Labels that are defined in the text. */
const definedIn = new WeakMap<object, Set<string>>();

type Footnote = { number: number; references: number };

/**
 * GitHub's footnotes: `a claim[^1]`, and `[^1]: its source` in a paragraph of its own. They stand at the end, in the order in
 * which they are referred to; what nothing refers to is left out, as the definition of a link would be.
 */
export function footnotes(md: MarkdownIt): void {
  md.block.ruler.before('reference', 'footnote', define(md), { alt: ['paragraph', 'reference'] });
  md.inline.ruler.after('image', 'footnote_ref', refer(md));
  md.core.ruler.after('inline', 'footnotes', gather);
  const { rules } = md.renderer;
  rules.footnote_ref = (tokens, i, _, env) => {
    const { number, references } = tokens[i]!.meta as Footnote;
    const { idPrefix } = env as TextEnv;
    return `<sup><a href="#${idPrefix}fn-${number}" id="${backId(idPrefix, number, references)}" role="doc-noteref">${number}</a></sup>`;
  };
  rules.footnotes_open = () => '<section class="footnotes" role="doc-endnotes">\n<ol>\n';
  rules.footnotes_close = () => '</ol>\n</section>\n';
  rules.footnote_open = (tokens, i, _, env) =>
    `<li id="${(env as TextEnv).idPrefix}fn-${(tokens[i]!.meta as Footnote).number}">`;
  rules.footnote_close = () => '</li>\n';
  rules.footnote_back = (tokens, i, _, env) => {
    const { number, references } = tokens[i]!.meta as Footnote;
    // The second character keeps telephones from showing an emoji.
    return ` <a href="#${backId((env as TextEnv).idPrefix, number, references)}" role="doc-backlink">\u21a9\ufe0e</a>`;
  };
}

const backId = (idPrefix: string, number: number, reference: number): string =>
  `${idPrefix}fnref-${number}${reference === 1 ? '' : `-${reference}`}`;

const define =
  (md: MarkdownIt) =>
  (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
    const start = state.bMarks[startLine]! + state.tShift[startLine]!;
    const found = DEFINITION.exec(state.src.slice(start, Math.min(state.eMarks[startLine]!, start + LABEL_CHARACTERS)));
    if (!found) return false;
    if (silent) return true;
    const label = md.utils.normalizeReference(found[1]!);
    const defined = definedIn.get(state.env) ?? new Set();
    definedIn.set(state.env, defined.add(label));

    const open = state.push('footnote_definition_open', '', 1);
    open.meta = { label };
    const after = start + found[0].length;
    const { parentType, blkIndent } = state;
    const line = {
      bMarks: state.bMarks[startLine]!,
      tShift: state.tShift[startLine]!,
      sCount: state.sCount[startLine]!,
    };
    const text = state.skipSpaces(after);
    // The rest of the line is read as a line that begins here, as far in as the lines that go on with it.
    state.bMarks[startLine] = after;
    state.tShift[startLine] = text - after;
    state.blkIndent += 4;
    state.sCount[startLine] = state.blkIndent;
    state.parentType = 'reference';
    md.block.tokenize(state, startLine, endLine);
    Object.assign(state, { parentType, blkIndent });
    state.bMarks[startLine] = line.bMarks;
    state.tShift[startLine] = line.tShift;
    state.sCount[startLine] = line.sCount;
    state.push('footnote_definition_close', '', -1);
    return true;
  };

const refer =
  (md: MarkdownIt) =>
  (state: StateInline, silent: boolean): boolean => {
    const defined = definedIn.get(state.env);
    if (!defined || !state.src.startsWith('[^', state.pos)) return false;
    const found = REFERENCE.exec(state.src.slice(state.pos, Math.min(state.posMax, state.pos + LABEL_CHARACTERS)));
    const label = found ? md.utils.normalizeReference(found[1]!) : '';
    if (!defined.has(label)) return false;
    if (!silent) state.push('footnote_ref', '', 0).meta = { label };
    state.pos += found![0].length;
    return true;
  };

/** Takes the definitions out of the text and puts those that are referred to at its end. */
function gather(state: StateCore): void {
  if (!definedIn.has(state.env)) return;
  const { text, definitions } = apart(state.tokens);
  const used = new Map<string, Footnote>();
  numberReferences(text, used);
  const notes = new Map<Footnote, Token[]>();
  // A footnote may refer to further ones, which then follow.
  for (const [label, footnote] of used) {
    const definition = definitions.get(label)!;
    numberReferences(definition, used);
    notes.set(footnote, definition);
  }
  if (used.size > 0) text.push(made(state, 'footnotes_open', 1));
  for (const [footnote, definition] of notes) {
    const end = definition.at(-1)?.type === 'paragraph_close' ? definition.pop() : undefined;
    text.push(made(state, 'footnote_open', 1, footnote));
    for (const token of definition) text.push(token);
    for (let references = 1; references <= footnote.references; references += 1)
      text.push(made(state, 'footnote_back', 0, { ...footnote, references }));
    if (end) text.push(end);
    text.push(made(state, 'footnote_close', -1));
  }
  if (used.size > 0) text.push(made(state, 'footnotes_close', -1));
  state.tokens = text;
}

function made(state: StateCore, type: string, nesting: -1 | 0 | 1, meta: Footnote | null = null): Token {
  const token = new state.Token(type, '', nesting);
  token.block = true;
  token.meta = meta;
  return token;
}

/** The text without its footnotes, and each footnote by its label: the first of a label counts. */
function apart(tokens: readonly Token[]): { text: Token[]; definitions: Map<string, Token[]> } {
  const text: Token[] = [];
  const definitions = new Map<string, Token[]>();
  const within = [text];
  for (const token of tokens)
    if (token.type === 'footnote_definition_open') {
      const { label } = token.meta as { label: string };
      const definition: Token[] = [];
      if (!definitions.has(label)) definitions.set(label, definition);
      within.push(definition);
    } else if (token.type === 'footnote_definition_close') within.pop();
    else within.at(-1)!.push(token);
  return { text, definitions };
}

function numberReferences(tokens: readonly Token[], used: Map<string, Footnote>): void {
  for (const { children } of tokens)
    for (const reference of children ?? []) {
      if (reference.type !== 'footnote_ref') continue;
      const { label } = reference.meta as { label: string };
      const footnote = used.get(label) ?? { number: used.size + 1, references: 0 };
      used.set(label, footnote);
      footnote.references += 1;
      reference.meta = { ...footnote };
    }
}
