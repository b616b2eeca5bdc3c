import { diffArrays, diffWordsWithSpace } from 'diff';
import { describePlace } from '../places/place.js';
import { joinParagraphs, paragraphsOf, sameParagraph } from './paragraphs.js';
import { sameText, type StoryText } from './story-text.js';

export type Choice = 'mine' | 'saved' | 'both';

/** A piece of one side; `differs` marks the words that the other side has not. */
export interface Piece {
  text: string;
  differs: boolean;
}

export interface Change {
  id: string;
  label: string;
  choices: readonly Choice[];
  mine: readonly Piece[];
  saved: readonly Piece[];
}

type Passage =
  { kind: 'same'; mine: string[]; saved: string[] } | { kind: 'change'; id: string; mine: string[]; saved: string[] };

/** Two versions of a story, side by side. */
export interface Comparison {
  /** In reading order: what differs, and how many paragraphs in a row are the same. */
  parts: readonly ({ kind: 'change'; change: Change } | { kind: 'same'; paragraphs: number })[];
  changes: readonly Change[];
}

/** Long enough for any story people write; past it a passage is marked as a whole. */
const wordDiffMs = 100;

function passagesOf(mineBody: string, savedBody: string): Passage[] {
  const mine = paragraphsOf(mineBody);
  const saved = paragraphsOf(savedBody);
  const passages: Passage[] = [];
  let change: { mine: string[]; saved: string[] } | undefined;
  let left = 0;
  let right = 0;
  const close = () => {
    if (!change) return;
    passages.push(...oneByOne(change.mine, change.saved, passages.length));
    change = undefined;
  };
  for (const part of diffArrays(mine, saved, { comparator: sameParagraph })) {
    if (part.added || part.removed) {
      change ??= { mine: [], saved: [] };
      if (part.removed) change.mine.push(...mine.slice(left, (left += part.value.length)));
      else change.saved.push(...saved.slice(right, (right += part.value.length)));
    } else {
      close();
      passages.push({
        kind: 'same',
        mine: mine.slice(left, (left += part.value.length)),
        saved: saved.slice(right, (right += part.value.length)),
      });
    }
  }
  close();
  return passages;
}

/** As many paragraphs on both sides are most likely the same ones, edited: a choice for each. */
function oneByOne(mine: string[], saved: string[], from: number): Passage[] {
  if (mine.length !== saved.length) return [{ kind: 'change', id: `body-${from}`, mine, saved }];
  return mine.map((paragraph, index) => ({
    kind: 'change',
    id: `body-${from + index}`,
    mine: [paragraph],
    saved: [saved[index] ?? ''],
  }));
}

function marked(mine: string, saved: string): Pick<Change, 'mine' | 'saved'> {
  const whole = (text: string): Piece[] => (text ? [{ text, differs: true }] : []);
  const parts = mine && saved ? diffWordsWithSpace(mine, saved, { timeout: wordDiffMs }) : undefined;
  if (!parts) return { mine: whole(mine), saved: whole(saved) };
  const side = (other: 'added' | 'removed'): Piece[] =>
    joined(
      parts.filter((part) => !part[other]).map((part) => ({ text: part.value, differs: part.added || part.removed })),
    );
  return { mine: side('added'), saved: side('removed') };
}

/** Words that differ in a row are one mark, with the spaces between them. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  pieces.forEach((piece, index) => {
    const before = result.at(-1);
    const between = !piece.text.trim() && pieces[index + 1]?.differs;
    if (before?.differs && (piece.differs || between)) before.text += piece.text;
    else result.push({ ...piece });
  });
  return result;
}

function label(passage: Passage, first: number, isLast: boolean): string {
  const count = Math.max(passage.mine.length, passage.saved.length);
  const oneSided = passage.mine.length === 0 || passage.saved.length === 0;
  const name =
    count > 1 ? `Paragraphs ${first} to ${first + count - 1}` : isLast ? 'Last paragraph' : `Paragraph ${first}`;
  return oneSided ? `${name}, in one version only` : name;
}

const eitherOne: readonly Choice[] = ['mine', 'saved'];
const anyOfThem: readonly Choice[] = ['mine', 'saved', 'both'];

/** What differs between the text in this browser and the saved one: title, tags, place, then paragraph by paragraph. */
export function compare(mine: StoryText, saved: StoryText): Comparison {
  const parts: Comparison['parts'][number][] = [];
  const change = (id: string, label: string, choices: readonly Choice[], left: string, right: string) =>
    parts.push({ kind: 'change', change: { id, label, choices, ...marked(left, right) } });
  const { title, tags, place } = saved;
  if (!sameText(mine, { ...mine, title })) change('title', 'Title', eitherOne, mine.title, title);
  if (!sameText(mine, { ...mine, tags })) change('tags', 'Tags', eitherOne, mine.tags.join(', '), tags.join(', '));
  if (!sameText(mine, { ...mine, place })) {
    change('place', 'Place', eitherOne, describePlace(mine.place), describePlace(place));
  }
  const passages = passagesOf(mine.body, saved.body);
  let paragraph = 1;
  for (const [index, passage] of passages.entries()) {
    if (passage.kind === 'same') {
      parts.push({ kind: 'same', paragraphs: passage.mine.length });
    } else {
      const name = label(
        passage,
        paragraph,
        index === passages.length - 1 && passage.mine.length + passage.saved.length === 1,
      );
      change(passage.id, name, anyOfThem, passage.mine.join('').trimEnd(), passage.saved.join('').trimEnd());
    }
    paragraph += passage.mine.length || passage.saved.length;
  }
  return { parts, changes: parts.flatMap((part) => (part.kind === 'change' ? [part.change] : [])) };
}

/**
 * The story that the choices make; a change without one keeps both. All "mine" is mine byte for byte, all "saved" the
 * saved one.
 */
export function merge(mine: StoryText, saved: StoryText, choices: Readonly<Record<string, Choice>>): StoryText {
  const { changes } = compare(mine, saved);
  const every = (choice: Choice) => changes.length > 0 && changes.every((change) => choices[change.id] === choice);
  if (every('mine')) return mine;
  if (every('saved')) return saved;
  const pieces = passagesOf(mine.body, saved.body).flatMap((passage) => {
    if (passage.kind === 'same') return passage.mine;
    const choice = choices[passage.id] ?? 'both';
    return [...(choice === 'saved' ? [] : passage.mine), ...(choice === 'mine' ? [] : passage.saved)];
  });
  return {
    title: choices.title === 'saved' ? saved.title : mine.title,
    tags: choices.tags === 'saved' ? saved.tags : mine.tags,
    place: choices.place === 'saved' ? saved.place : mine.place,
    body: joinParagraphs(pieces),
  };
}
