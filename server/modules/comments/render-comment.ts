import { LIMITS } from '../../platform/limits.js';
import { linkMentions, tokensOf, toSafeHtml } from '../../platform/markdown/index.js';
import type { MentionedUser } from '../users/index.js';

/** The HTML of a comment, where mentions of these people are links, and those of them to whom there is one. */
export function renderComment(
  body: string,
  people: readonly MentionedUser[],
): { html: string; mentionedIds: string[] } {
  const usernames = people.map(({ username }) => username);
  const html = toSafeHtml(body, LIMITS.text.commentHtmlBytes, linkMentions(tokensOf(body), usernames));
  // A text whose HTML would be too large has no links.
  const linked = people.filter(({ username }) => html.includes(`href="/@${username}"`));
  return { html, mentionedIds: linked.map(({ id }) => id) };
}
