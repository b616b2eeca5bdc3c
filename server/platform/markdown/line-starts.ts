import type { MarkdownIt, StateCore } from 'markdown-it';

/** Spaces that are none to Markdown, and characters that nobody sees. */
const UNUSUAL = /[\u00a0\u2002\u2003\u200b\u200e\u200f\u202f\u2060\u3000\ufeff\u061c]/;

const QUOTED = String.raw`^([ \t]*(?:> ?)*)`;
/** As a keyboard from right to left, or a web page that was copied, writes them before a mark. */
const HIDDEN = new RegExp(
  `${QUOTED}[\\u200b\\u200e\\u200f\\u2060\\ufeff\\u061c]+(?=(?:#{1,6}|[-*+]|\\d{1,9}[.)])[ \\t\\u00a0\\u3000]|>|\`{3}|~{3}|\\||[-*_]{3})`,
  'gm',
);
/** The space behind the mark of a heading: on a Mac, `#` is typed with a key that makes the next space one that does not break. */
const HEADING = new RegExp(`${QUOTED}(#{1,6})[\\u00a0\\u2002\\u2003\\u202f\\u3000]+`, 'gm');
/** That of Chinese and Japanese keyboards. Other spaces behind a hyphen or a number are of dialogues and dates: "3.\u00a0Oktober". */
const LIST = new RegExp(String.raw`${QUOTED}([-*+]|\d{1,9}[.)])\u3000+`, 'gm');

/** Headings, lists and quotes are what they look like, whichever space and what unseen characters stand beside their marks. */
export function lineStarts(md: MarkdownIt): void {
  md.core.ruler.after('normalize', 'line_starts', (state: StateCore) => {
    if (UNUSUAL.test(state.src))
      state.src = state.src.replace(HIDDEN, '$1').replace(HEADING, '$1$2 ').replace(LIST, '$1$2 ');
  });
}
