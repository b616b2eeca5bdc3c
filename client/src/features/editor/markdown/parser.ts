import { GFM, InlineContext, type InlineParser, type MarkdownConfig, parser } from '@lezer/markdown';
import { marksAt } from '../../../../../server/platform/markdown/parser.js';

type Rule = NonNullable<InlineParser['parse']>;

/** A mark that is not in a pair yet; what it may do is 1 to open, 2 to close, 3 for both, 0 for neither. */
interface Delimiter {
  side: number;
}

/** What this parser has no public name for. */
const { inlineNames, inlineParsers } = parser as unknown as { inlineNames: string[]; inlineParsers: Rule[] };
const ruleOf = (name: string): Rule => inlineParsers[inlineNames.indexOf(name)]!;
const partsOf = (context: InlineContext) => (context as unknown as { parts: (Delimiter | null)[] }).parts;

const emphasis = ruleOf('Emphasis');
const linkEnd = ruleOf('LinkEnd');
const TILDES = { resolve: 'Strikethrough', mark: 'StrikethroughMark' };

/** Emphasis begins and ends where it does for readers, beside letters of every script. */
const likeReaders: InlineParser[] = [
  {
    name: 'Emphasis',
    parse(context, next, start) {
      const end = emphasis(context, next, start);
      const mark = end < 0 ? undefined : partsOf(context).at(-1);
      if (!mark) return end;
      const { opens, closes } = marksAt(context.text, start - context.offset);
      mark.side = (opens ? 1 : 0) | (closes ? 2 : 0);
      return end;
    },
  },
  {
    name: 'Strikethrough',
    parse(context, next, start) {
      if (next !== 126 /* ~ */) return -1;
      const [marks] = /^~*/.exec(context.text.slice(start - context.offset))!;
      if (marks.length < 2) return -1;
      if (marks.length > 2) return start + marks.length;
      const { opens, closes } = marksAt(context.text, start - context.offset);
      return context.addDelimiter(TILDES, start, start + 2, opens, closes);
    },
  },
];

const nameOf = (label: string) => label.replace(/\s+/g, ' ').trim().toLowerCase();
const LABEL = String.raw`\[((?:[^[\]\\]|\\.)+)\]`;
const DEFINITION = new RegExp(String.raw`^[ \t>]*${LABEL}:`, 'gm');
const LABEL_HERE = new RegExp(LABEL, 'y');

/** Square brackets are a link where an address follows, or where their name is defined in the text; elsewhere they are characters. */
function linksOf(markdown: string): InlineParser {
  const defined = new Set([...markdown.matchAll(DEFINITION)].map(([, label]) => nameOf(label!)));
  return {
    name: 'LinkEnd',
    parse(context, next, start) {
      if (next !== 93 /* ] */) return -1;
      const { linkStart, imageStart } = InlineContext;
      const [link, image] = [linkStart, imageStart].map((type) => context.findOpeningDelimiter(type) ?? -1);
      const index = Math.max(link!, image!);
      const opening = context.getDelimiterAt(index);
      if (!opening || context.char(start + 1) === 40 /* ( */) return linkEnd(context, next, start);
      LABEL_HERE.lastIndex = start + 1 - context.offset;
      const label = LABEL_HERE.exec(context.text)?.[1] ?? context.slice(opening.to, start);
      if (defined.has(nameOf(label))) return linkEnd(context, next, start);
      partsOf(context)[index] = null;
      return -1;
    },
  };
}

/** The Markdown that Wander renders: GitHub's, without HTML. */
export const markdownParser = parser.configure([
  GFM,
  { remove: ['HTMLBlock'], parseInline: likeReaders } satisfies MarkdownConfig,
]);

export const treeOf = (text: string): ReturnType<typeof markdownParser.parse> =>
  (text.includes('[') ? markdownParser.configure({ parseInline: [linksOf(text)] }) : markdownParser).parse(text);
