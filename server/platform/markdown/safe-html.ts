import sanitizeHtml from 'sanitize-html';
import { LIMITS } from '../limits.js';
import { parse, type ParsedText } from './parser.js';
import { renderMarkdown } from './render.js';

const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'];

/** All that `renderMarkdown` writes, and nothing else. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', ...HEADINGS, 'blockquote', 'ul', 'ol', 'li', 'pre', 'code', 'em', 'strong', 'del', 'a'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td', 'small', 'sup', 'section'],
  ],
  allowedAttributes: {
    ...Object.fromEntries(HEADINGS.map((heading) => [heading, ['id']])),
    a: [
      ...['href', 'title', 'id'],
      { name: 'rel', values: ['nofollow ugc noopener', 'nofollow ugc noopener noreferrer'] },
      { name: 'role', values: ['doc-noteref', 'doc-backlink'] },
    ],
    ol: ['start'],
    li: ['id', 'value'],
    pre: [{ name: 'dir', values: ['ltr'] }],
    code: [{ name: 'dir', values: ['ltr'] }],
    section: [{ name: 'role', values: ['doc-endnotes'] }],
    th: [{ name: 'align', values: ['left', 'center', 'right'] }],
    td: [{ name: 'align', values: ['left', 'center', 'right'] }],
  },
  allowedClasses: {
    a: ['outside-picture'],
    code: [/^language-[\w+#.-]{1,30}$/],
    li: ['task-list-item'],
    section: ['footnotes'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'geo'],
  allowProtocolRelative: false,
  nestingLimit: 200,
};

export interface HtmlOptions {
  /** The greatest size, in UTF-8. */
  maxBytes?: number;
  /** What ids begin with; texts that stand in one page need different ones. */
  idPrefix?: string;
  /** The usernames of people, mentions of whom are links. */
  people?: readonly string[];
  /** The text, where it was parsed already. */
  text?: ParsedText;
}

/** What is in HTML beside text and tags without attributes, which sanitising would leave as they are. */
const MORE_THAN_PLAIN = /<(?!\/?(?:p|blockquote|ul|ol|li|em|strong|del)>)|&(?!(?:amp|lt|gt);)/;

/** HTML of which nothing is left but what `renderMarkdown` may write. */
export const sanitised = (html: string): string => (MORE_THAN_PLAIN.test(html) ? sanitizeHtml(html, allowed) : html);

/** Markdown as the HTML that is kept and sent: rendered, then sanitised once more by other code. */
export const toSafeHtml = (
  markdown: string,
  { maxBytes = LIMITS.text.bodyHtmlBytes, idPrefix, people = [], text = parse(markdown, idPrefix) }: HtmlOptions = {},
): string => {
  text.env.people = new Set(people);
  return sanitised(renderMarkdown(markdown, maxBytes, text));
};
