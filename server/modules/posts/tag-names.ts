import {
  badInput,
  codePoints,
  type FieldProblem,
  mayFit,
  normaliseText,
  textProblem,
} from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';

const { tags: MAX_TAGS, tagCharacters: MAX_TAG } = LIMITS.text;
const RULE = { name: 'A tag', min: 1, max: MAX_TAG };

export interface TagName {
  slug: string;
  name: string;
}

/** `"  Lake   Malawi "` is the name `Lake Malawi` under the slug `lake-malawi`. */
export function tagName(text: string): TagName {
  const name = normaliseText(text).trim().replace(/\s+/g, ' ');
  return { name, slug: normaliseText(name.toLowerCase()).replaceAll(' ', '-') };
}

/** Browsers read these as directories: `/tags/..` would lead to the front page. */
const NO_ADDRESS = new Set(['.', '..']);

/** Nobody means so many: they are not looked at one by one. */
const FAR_TOO_MANY = 50;

const tooMany = (count: number) =>
  badInput([{ path: 'input.tags', message: `${count} tags; a story has at most ${MAX_TAGS}.` }]);

/**
 * What a writer tagged, doubles merged, in the order they were given.
 * @throws AppError BAD_USER_INPUT for more than 5, empty ones, those over 30 characters, and dots.
 */
export function tagNames(texts: readonly string[]): TagName[] {
  if (texts.length > FAR_TOO_MANY) throw tooMany(texts.length);
  const problems: FieldProblem[] = [];
  const bySlug = new Map<string, TagName>();
  texts.forEach((text, i) => {
    if (!mayFit(text, MAX_TAG)) {
      problems.push({ path: `input.tags.${i}`, message: textProblem(text, RULE)! });
      return;
    }
    const tag = tagName(text);
    const message = NO_ADDRESS.has(tag.slug) ? 'A tag needs more than dots.' : textProblem(tag.name, RULE);
    if (message) problems.push({ path: `input.tags.${i}`, message });
    else if (!bySlug.has(tag.slug)) bySlug.set(tag.slug, tag);
  });
  if (bySlug.size > MAX_TAGS) throw tooMany(bySlug.size);
  if (problems.length > 0) throw badInput(problems);
  return [...bySlug.values()];
}

/** The slug somebody means, or undefined when there can be no such tag. */
export const tagSlug = (text: string): string | undefined => {
  if (!mayFit(text, 2 * MAX_TAG) || !text.isWellFormed() || text.includes('\u0000')) return undefined;
  const { slug } = tagName(text);
  return codePoints(slug) <= 2 * MAX_TAG ? slug : undefined;
};
