import { parse } from './parser.js';
import { readingTime } from './reading-time.js';
import { toSafeHtml } from './safe-html.js';
import { excerptOf } from './text.js';

/** What is kept beside a story's text, read once. */
export function derive(markdown: string): { html: string; excerpt: string; minutes: number } {
  const text = parse(markdown);
  return {
    html: toSafeHtml(markdown, { text }),
    excerpt: excerptOf(markdown, text.tokens),
    minutes: readingTime(markdown).minutes,
  };
}
