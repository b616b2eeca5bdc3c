import { toSafeHtml } from '../../platform/markdown/index.js';
import type { MentionedUser } from '../users/index.js';
import { commentHtml } from './comment.record.js';

/** The HTML of a comment, where mentions of these people are links, and those of them to whom there is one. */
export function renderComment(
  id: string,
  body: string,
  people: readonly MentionedUser[],
): { html: string; mentionedIds: string[] } {
  const html = toSafeHtml(body, { ...commentHtml(id), people: people.map(({ username }) => username) });
  // A text whose HTML would be too large has no links.
  const linked = people.filter(({ username }) => html.includes(`href="/@${username}"`));
  return { html, mentionedIds: linked.map(({ id }) => id) };
}
