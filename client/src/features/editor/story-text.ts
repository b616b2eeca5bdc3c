import { splitTags, tagName } from '../../../../server/platform/input/tag-names.js';
import { isBlank } from '../../../../server/platform/input/characters.js';
import { lengthOf, normalise } from '../../lib/input.js';
import { type ReadingTime, readingTime } from '../../../../server/platform/markdown/reading-time.js';
import type { StoryPlace } from '../places/place.js';

/** What a writer writes; everything a save carries. */
export interface StoryText {
  title: string;
  body: string;
  tags: readonly string[];
  /** As its writer gave it, however little others may know. */
  place: StoryPlace | null;
}

/** A story as Wander last told it. */
export interface SavedStory {
  id: string;
  slug: string;
  version: number;
  status: 'DRAFT' | 'PUBLISHED';
  /** Why a moderator took it away; it cannot be published again. */
  removedReason?: string;
  /** RFC 3339 */
  updatedAt: string;
  text: StoryText;
}

export const limits = { title: 200, body: 50_000, tags: 5, tag: 30 } as const;

export const emptyText: StoryText = { title: '', body: '', tags: [], place: null };

/** The part of a tag that makes it one with its other spellings: "Lake  Malawi" -> "lake-malawi". */
export const tagKey = (name: string): string => tagName(name).slug;

/** Whether Wander would keep the same for both: it normalises, trims titles, and may answer with another spelling of a tag. */
export function sameText(a: StoryText, b: StoryText): boolean {
  return (
    normalise(a.body) === normalise(b.body) &&
    normalise(a.title, 'line').trim() === normalise(b.title, 'line').trim() &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tagKey(tag) === tagKey(b.tags[index] ?? '')) &&
    samePlace(a.place, b.place)
  );
}

function samePlace(a: StoryPlace | null, b: StoryPlace | null): boolean {
  if (!a || !b) return !a && !b;
  return (
    normalise(a.name, 'name').trim() === normalise(b.name, 'name').trim() &&
    a.countryCode === b.countryCode &&
    a.latitude === b.latitude &&
    a.longitude === b.longitude &&
    a.precision === b.precision
  );
}

export const isEmpty = (text: StoryText): boolean => !text.title && !text.body && text.tags.length === 0 && !text.place;

export interface TagResult {
  tags: readonly string[];
  problem?: string;
}

/** Whether one of these is this tag, in whatever spelling. */
export const hasTag = (tags: readonly string[], name: string): boolean =>
  tags.some((tag) => tagKey(tag) === tagKey(name));

/** Adds what was typed, split where a list is; doubles merge into the first spelling. */
export function addTags(tags: readonly string[], typed: string): TagResult {
  const result = [...tags];
  for (const part of splitTags(typed)) {
    const { name } = tagName(part);
    if (!name || hasTag(result, name)) continue;
    if (lengthOf(name) > limits.tag) {
      return { tags: result, problem: `A tag has at most ${limits.tag} characters.` };
    }
    if (result.length === limits.tags) {
      return { tags: result, problem: `A story has at most ${limits.tags} tags. Remove one first.` };
    }
    result.push(name);
  }
  return { tags: result };
}

/** Why the text cannot be saved as it is, in the writer's words; undefined when it can. */
export function tooLong(text: StoryText): string | undefined {
  const title = lengthOf(text.title, 'line') - limits.title;
  if (title > 0) return `The title is ${characters(title)} too long.`;
  const body = lengthOf(text.body) - limits.body;
  if (body > 0) return `The story is ${characters(body)} too long.`;
  return undefined;
}

const characters = (count: number) => (count === 1 ? '1 character' : `${count.toLocaleString('en')} characters`);

export interface Missing {
  field: 'title' | 'body';
  message: string;
}

/** What a story still needs before it can be published. */
export function missingForPublication(text: StoryText): Missing[] {
  const missing: Missing[] = [];
  if (isBlank(text.title)) missing.push({ field: 'title', message: 'Give the story a title.' });
  if (isBlank(text.body)) missing.push({ field: 'body', message: 'Write the story first: its text is still empty.' });
  return missing;
}

export interface Measures extends ReadingTime {
  characters: number;
}

/** What readers will be told, and the length that is limited. */
export const measure = (body: string): Measures => ({ ...readingTime(body), characters: lengthOf(body) });

export { newKey } from '../../lib/new-key.js';
