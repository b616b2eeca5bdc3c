import slugify from '@sindresorhus/slugify';
import { idEnding } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';

const MAX_SLUG = LIMITS.text.slugCharacters;
const SUFFIX_ROOM = 7;
const SLUG = /^[a-z0-9-]+$/;

/**
 * Slugs for a title, the one to try first first: ASCII, at most 80 characters, cut between words; then with the end of
 * the id as a suffix; the id itself when nothing is left of the title.
 */
export function slugsFor(title: string, postId: string): [string, ...string[]] {
  const ending = idEnding(postId);
  const base = cut(slugify(title, { decamelize: false }), MAX_SLUG);
  if (base === '') return [ending, `story-${ending}`];
  const short = cut(base, MAX_SLUG - SUFFIX_ROOM);
  return [base, `${short}-${ending.slice(-6)}`, ending];
}

/**
 * The slug somebody means: with capitals or without, or with marks of a sentence behind it, which programs take for a part of an
 * address; undefined when it can be none.
 */
export function slugIn(text: string): string | undefined {
  if (text.length > 2 * MAX_SLUG) return undefined;
  const slug = text
    .trim()
    .toLowerCase()
    .replace(/[\p{P}\s]+$/u, '');
  return SLUG.test(slug) && slug.length <= MAX_SLUG ? slug : undefined;
}

function cut(slug: string, max: number): string {
  if (slug.length <= max) return slug;
  const whole = slug.slice(0, max + 1);
  const end = whole.lastIndexOf('-');
  return (end > 0 ? whole.slice(0, end) : whole.slice(0, max)).replace(/-+$/, '');
}
