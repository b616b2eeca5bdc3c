import { LIMITS } from '../limits.js';
import { tokensOf } from './lexer.js';
import { linkMentions } from './mentions.js';
import { toSafeHtml } from './safe-html.js';
import { excerptOf, readingMinutes } from './text.js';

/** What is kept beside a story's text, read once; its mentions of these people are links. */
export function derive(
  markdown: string,
  usernames: readonly string[] = [],
): { html: string; excerpt: string; minutes: number } {
  const tokens = tokensOf(markdown);
  const [excerpt, minutes] = [excerptOf(markdown, tokens), readingMinutes(markdown, tokens)];
  // Last, since the renderer may change the tokens.
  return { html: toSafeHtml(markdown, LIMITS.text.bodyHtmlBytes, linkMentions(tokens, usernames)), excerpt, minutes };
}
