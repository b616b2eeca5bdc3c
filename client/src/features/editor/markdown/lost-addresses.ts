import MarkdownIt, { type StateInline, type Token } from 'markdown-it';
import { footnotes } from '../../../../../server/platform/markdown/footnotes.js';
import { limitNesting, MAX_NESTING } from '../../../../../server/platform/markdown/nesting.js';
import { linkProblem, pictureProblem } from './addresses.js';

/** A link or a picture in a text that readers do not get. */
export interface LostAddress {
  kind: 'link' | 'picture';
  /** As it stands in the text. */
  raw: string;
  /** Where it stands; undefined when it is spread over lines of a quote or a list. */
  at?: number;
  /** A sentence. */
  reason: string;
}

/** Reads links and pictures as the server does, before it decides about their addresses, and keeps them as they were typed. */
const reader = new MarkdownIt({ html: false, maxNesting: MAX_NESTING }).use(footnotes).use(limitNesting);
reader.validateLink = () => true;
reader.normalizeLink = (address) => address;
/** How a link or a picture was typed. */
const typed = new WeakMap<Token, string>();
type InlineRule = (state: StateInline, silent: boolean) => boolean;
const { __rules__: rules } = reader.inline.ruler as unknown as { __rules__: { name: string; fn: InlineRule }[] };
for (const { name, fn } of rules.filter((rule) => ['link', 'image', 'autolink'].includes(rule.name)))
  reader.inline.ruler.at(name, (state, silent) => {
    const [start, before] = [state.pos, state.tokens.length];
    if (!fn(state, silent)) return false;
    const made = state.tokens.slice(before).find(({ type }) => type === 'link_open' || type === 'image');
    if (!silent && made) typed.set(made, state.src.slice(start, state.pos));
    return true;
  });

/** Text that was meant as a link or a picture, and is none, with why. */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [/(!?)\[[^[\]\n]+\]\([^()\n]*\s[^()\n]*\)/g, 'Its address has a space in it.'],
  [/(!?)\[[^[\]\n]+\] +\((?:https?:\/\/|www\.)[^()\s]+\)/g, 'There is a space before its address.'],
  [
    /(!?)\([^()\n]+\)\[(?:https?:\/\/|www\.)[^[\]\s]+\]/g,
    'Its words belong in [ ], and its address behind them in ( ).',
  ],
];

const isWords = ({ type, content }: Token): boolean => type === 'image' || content.trim() !== '';

/** The links and pictures of a text that readers will not get, in reading order. What they do get, the server decides. */
export function lostAddresses(markdown: string): LostAddress[] {
  const found: LostAddress[] = [];
  let from = 0;
  const add = (kind: LostAddress['kind'], raw: string, reason: string | undefined) => {
    if (reason === undefined) return;
    const at = markdown.indexOf(raw, from);
    if (at >= 0) from = at + 1;
    found.push({ kind, raw, at: at < 0 ? undefined : at, reason });
  };
  for (const { children } of reader.parse(markdown, { idPrefix: '', mentioned: new Set(), people: new Set() })) {
    const tokens = children ?? [];
    let text = '';
    const addUnread = () => {
      const unread = UNREAD.flatMap(([pattern, reason]) =>
        [...text.matchAll(pattern)].map(({ 0: raw, 1: picture, index }) => ({ raw, picture, index, reason })),
      );
      for (const { raw, picture, reason } of unread.sort((a, b) => a.index - b.index))
        add(picture ? 'picture' : 'link', raw, reason);
      text = '';
    };
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'text') {
        text += token.content;
        continue;
      }
      addUnread();
      if (token.type === 'image') add('picture', typed.get(token)!, pictureProblem(String(token.attrGet('src'))));
      if (token.type !== 'link_open') continue;
      const end = tokens.findIndex(({ type }, at) => at > index && type === 'link_close');
      const hasWords = tokens.slice(index + 1, end).some(isWords);
      const problem = linkProblem(String(token.attrGet('href')));
      add('link', typed.get(token)!, problem ?? (hasWords ? undefined : 'It has no words to press.'));
    }
    addUnread();
  }
  return found;
}
