import type { Token } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { renderMarkdown } from './render.js';

/** All that `renderMarkdown` writes, and nothing else. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code'],
    ...['em', 'strong', 'del', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'div', 'span', 'b', 'button'],
  ],
  allowedAttributes: {
    a: ['href', 'title', { name: 'rel', values: ['nofollow ugc noopener'] }],
    ol: ['start'],
    pre: [{ name: 'tabindex', values: ['0'] }],
    div: [{ name: 'tabindex', values: ['0'] }],
    th: [{ name: 'align', values: ['left', 'center', 'right'] }],
    td: [{ name: 'align', values: ['left', 'center', 'right'] }],
    span: ['data-src', 'data-alt'],
    button: [{ name: 'type', values: ['button'] }],
  },
  allowedClasses: {
    code: [/^language-[\w+#.-]{1,30}$/],
    div: ['tablewrap'],
    span: ['outside', 'grow'],
    button: ['btn', 'quiet', 'sm'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href', 'data-src'],
  allowProtocolRelative: false,
  nestingLimit: 200,
  exclusiveFilter: ({ tag, attribs }) => tag === 'button' && attribs.type !== 'button',
};

/** Markdown as the HTML that is kept and sent: rendered, then sanitised once more by other code. */
export const toSafeHtml = (markdown: string, maxBytes?: number, tokens?: Token[]): string =>
  sanitizeHtml(renderMarkdown(markdown, maxBytes, tokens), allowed);
