import { diffArrays } from 'diff';
import { joinParagraphs, paragraphsOf, sameParagraph } from './paragraphs.js';
import { sameText, type StoryText } from './story-text.js';

/** The paragraphs from `from` up to `to` are replaced; none are where something is put in between. */
interface Hunk {
  from: number;
  to: number;
  paragraphs: string[];
}

function hunksOf(base: string[], side: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let open: Hunk | undefined;
  for (const { added, removed, value } of diffArrays(base, side, { comparator: sameParagraph })) {
    if (!added && !removed) open = undefined;
    else if (!open) hunks.push((open = { from: at, to: at, paragraphs: [] }));
    if (added) open?.paragraphs.push(...value);
    else at += value.length;
    if (removed && open) open.to = at;
  }
  return hunks.flatMap(oneByOne);
}

/** As many paragraphs as there were are most likely the same ones, changed. */
const oneByOne = (hunk: Hunk): Hunk[] =>
  hunk.paragraphs.length === hunk.to - hunk.from
    ? hunk.paragraphs.map((paragraph, index) => ({
        from: hunk.from + index,
        to: hunk.from + index + 1,
        paragraphs: [paragraph],
      }))
    : [hunk];

const isSame = (a: Hunk, b: Hunk) =>
  a.from === b.from &&
  a.to === b.to &&
  a.paragraphs.length === b.paragraphs.length &&
  a.paragraphs.every((paragraph, index) => sameParagraph(paragraph, b.paragraphs[index] ?? ''));

/** Whether both replace one paragraph, one puts something into what the other replaces, or both put it in one place. */
function collide(a: Hunk, b: Hunk): boolean {
  const isInsertion = a.from === a.to && b.from === b.to;
  return isInsertion ? a.from === b.from : a.from < b.to && b.from < a.to;
}

/**
 * Changes of neighbouring paragraphs do not collide, which is why this is not the merge of lines that libraries have:
 * those keep a line apart.
 */
function mergeBodies(base: string, mine: string, theirs: string): string | undefined {
  const paragraphs = paragraphsOf(base);
  const own = hunksOf(paragraphs, paragraphsOf(mine));
  const others = hunksOf(paragraphs, paragraphsOf(theirs)).filter((hunk) => !own.some((other) => isSame(hunk, other)));
  if (own.length === 0) return theirs;
  if (others.length === 0) return mine;
  if (own.some((hunk) => others.some((other) => collide(hunk, other)))) return undefined;
  const merged: string[] = [];
  let at = 0;
  for (const hunk of [...own, ...others].sort((a, b) => a.from - b.from || a.to - b.to)) {
    merged.push(...paragraphs.slice(at, hunk.from), ...hunk.paragraphs);
    at = hunk.to;
  }
  return joinParagraphs([...merged, ...paragraphs.slice(at)]);
}

/**
 * The story with the changes of both sides, where they changed different paragraphs, or one the title and the other the
 * tags; undefined where both changed the same.
 */
export function mergeTexts(base: StoryText, mine: StoryText, theirs: StoryText): StoryText | undefined {
  const body = mergeBodies(base.body, mine.body, theirs.body);
  if (body === undefined) return undefined;
  let collides = false;
  const pick = <Field extends 'title' | 'tags' | 'place'>(field: Field): StoryText[Field] => {
    const same = (a: StoryText, b: StoryText) =>
      sameText({ ...base, [field]: a[field] }, { ...base, [field]: b[field] });
    if (same(base, mine)) return theirs[field];
    if (!same(base, theirs) && !same(mine, theirs)) collides = true;
    return mine[field];
  };
  const merged = { title: pick('title'), tags: pick('tags'), place: pick('place'), body };
  return collides ? undefined : merged;
}
