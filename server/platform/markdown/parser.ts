import MarkdownIt, { type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { apostrophes } from './apostrophes.js';
import { attachedEmphasis } from './attached-emphasis.js';
import { attributes } from './attributes.js';
import { bareAddresses } from './bare-addresses.js';
import { callouts } from './callouts.js';
import { definitions } from './definitions.js';
import { emoticons } from './emoticons.js';
import { leaveOutEmpty } from './empty.js';
import { footnotes } from './footnotes.js';
import { frontMatter } from './front-matter.js';
import { headings } from './headings.js';
import { indentedProse } from './indented-prose.js';
import { keptLines } from './kept-lines.js';
import { lineStarts } from './line-starts.js';
import { listNumbers } from './list-numbers.js';
import { links } from './links.js';
import { mentions } from './mentions.js';
import { MAX_NESTING, limitNesting, limitTables } from './nesting.js';
import { ornaments } from './ornaments.js';
import { sentences } from './sentences.js';
import { ID_PREFIX, type TextEnv } from './text-env.js';
import { strikethrough } from './strikethrough.js';
import { portableHtml } from './portable-html.js';
import { taskLists } from './task-lists.js';
import { titles } from './titles.js';
import { wideBreaks } from './wide-breaks.js';
import { wordStars } from './word-stars.js';

/**
 * GitHub's Markdown (CommonMark, tables, `~~`, tasks, footnotes, callouts, bare addresses) without HTML, and with emphasis that works
 * beside the punctuation of scripts without spaces. Each plugin is a rule or two on the tokens.
 */
const parser = new MarkdownIt({ html: false, linkify: true, maxNesting: MAX_NESTING })
  .use(frontMatter)
  .use(lineStarts)
  .use(indentedProse)
  .use(listNumbers)
  .use(ornaments)
  .use(sentences)
  .use(titles)
  .use(definitions)
  .use(emoticons)
  .use(apostrophes)
  .use(cjkFriendly)
  .use(attachedEmphasis)
  .use(bareAddresses)
  .use(strikethrough)
  .use(footnotes)
  .use(wordStars)
  .use(limitNesting)
  .use(limitTables)
  .use(taskLists)
  .use(callouts)
  .use(keptLines)
  .use(wideBreaks)
  .use(attributes)
  .use(links)
  .use(mentions)
  .use(leaveOutEmpty)
  .use(headings)
  .use(portableHtml);

export interface ParsedText {
  tokens: Token[];
  env: TextEnv;
}

/** The tokens of a text: whatever it is, there is an answer, in a time that grows with its length alone. */
export function parse(markdown: string, idPrefix: string = ID_PREFIX): ParsedText {
  const env: TextEnv = { idPrefix, mentioned: new Set(), people: new Set() };
  return { tokens: parser.parse(markdown, env), env };
}

/** Whether the marks of emphasis that begin at a place of a text may open it and close it. */
export function marksAt(text: string, at: number): { opens: boolean; closes: boolean } {
  const state = new parser.inline.State(text, parser, {}, []);
  const { can_open: opens, can_close: closes } = state.scanDelims(at, text[at] !== '_');
  return { opens, closes };
}

export const render = ({ tokens, env }: ParsedText): string => parser.renderer.render(tokens, parser.options, env);
