import { parse } from './parser.js';
import { readingTime } from './reading-time.js';
import { toSafeHtml } from './safe-html.js';
import { excerptOf } from './text.js';

/** What is kept beside a story's text, read once; mentions of these people are links. */
export function derive(
  markdown: string,
  people: readonly string[] = [],
): { html: string; excerpt: string; minutes: number } {
  const text = parse(markdown);
  return {
    html: toSafeHtml(markdown, { text, people }),
    excerpt: excerptOf(markdown, text.tokens),
    minutes: readingTime(markdown).minutes,
  };
}

const NAME = /[@\uff20]\S{3}/;

/** The usernames that a text mentions, in small letters and in its order; whether there are such people is not known here. */
export const mentionsIn = (markdown: string): string[] =>
  NAME.test(markdown) ? [...parse(markdown).env.mentioned] : [];
