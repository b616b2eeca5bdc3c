import { badInput, codePoints, type FieldProblem, mayFit, textProblem } from '../../platform/errors/index.js';
import { splitTags, type TagName, tagName } from '../../platform/input/tag-names.js';
import { LIMITS } from '../../platform/limits.js';

const { tags: MAX_TAGS, tagCharacters: MAX_TAG } = LIMITS.text;
/** A character may become two, as ß does. */
const MAX_SLUG = 2 * MAX_TAG;
const RULE = { name: 'A tag', min: 1, max: MAX_TAG };

/** Browsers read these as directories: `/tags/..` would lead to the front page. */
const NO_ADDRESS = new Set(['.', '..']);

/** Nobody means so many: they are not looked at one by one. */
const FAR_TOO_MANY = 50;

const tooMany = (count: number) =>
  badInput([{ path: 'input.tags', message: `${count} tags; a story has at most ${MAX_TAGS}.` }]);

function problemOf(tag: TagName): string | undefined {
  if (NO_ADDRESS.has(tag.slug)) return 'A tag needs more than dots.';
  return textProblem(tag.name, RULE) ?? (codePoints(tag.slug) > MAX_SLUG ? textProblem(tag.slug, RULE) : undefined);
}

/** Those in one element of the list, of which the last may be followed by a comma. */
function partsOf(text: string): string[] {
  const parts = splitTags(text, FAR_TOO_MANY + 1);
  const named = parts.filter((part) => part.trim() !== '');
  return named.length > 0 ? named : parts.slice(0, 1);
}

/**
 * What a writer tagged, doubles merged, in the order they were given; a list in one of the texts counts as its parts.
 * @throws AppError BAD_USER_INPUT for more than 5, empty ones, those over 30 characters, and dots.
 */
export function tagNames(texts: readonly string[]): TagName[] {
  if (texts.length > FAR_TOO_MANY) throw tooMany(texts.length);
  const long = texts.findIndex((text) => !mayFit(text, FAR_TOO_MANY * MAX_TAG));
  if (long !== -1) throw badInput([{ path: `input.tags.${long}`, message: textProblem(texts[long]!, RULE)! }]);
  const parts = texts.flatMap((text, i) => partsOf(text).map((part) => ({ part, path: `input.tags.${i}` })));
  if (parts.length > FAR_TOO_MANY) throw tooMany(parts.length);
  const problems: FieldProblem[] = [];
  const bySlug = new Map<string, TagName>();
  for (const { part, path } of parts) {
    if (!mayFit(part, MAX_TAG)) {
      problems.push({ path, message: textProblem(part, RULE)! });
      continue;
    }
    const tag = tagName(part);
    const message = problemOf(tag);
    if (message) problems.push({ path, message });
    else if (!bySlug.has(tag.slug)) bySlug.set(tag.slug, tag);
  }
  if (bySlug.size > MAX_TAGS) throw tooMany(bySlug.size);
  if (problems.length > 0) throw badInput(problems);
  return [...bySlug.values()];
}

/** The slug somebody means, or undefined when there can be no such tag. */
export const tagSlug = (text: string): string | undefined => {
  if (!mayFit(text, MAX_SLUG) || !text.isWellFormed()) return undefined;
  const { slug } = tagName(text);
  return codePoints(slug) <= MAX_SLUG ? slug : undefined;
};
