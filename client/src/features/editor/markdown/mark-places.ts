import type { Range } from './edit.js';
import { type Container, type Run, wholeParts } from './tree.js';
import { characterAfter, characterBefore } from './words.js';

const isPunctuation = (character: string) => /^[\p{P}\p{S}]/u.test(character);
const isSpace = (character: string) => /^\s?$/u.test(character);

/**
 * A mark beside punctuation means nothing where a letter stands on its other side: `a**(b)**c`. Parsers differ about
 * emoji there: some take them for letters.
 */
const works = (inner: string, outer: string) =>
  !isPunctuation(inner) || isSpace(outer) || (isPunctuation(outer) && outer.length === 1);

/** The parts of a range, within one run, that marks can stand around so that they work. */
export function placesForMarks(text: string, run: Run, others: readonly Container[], range: Range): Range[] {
  const again = (from: number, to: number) => placesForMarks(text, run, others, { from, to: Math.max(from, to) });
  const isBackslash = (at: number) => text[at] === '\\' && !run.atoms.some((atom) => atom.from <= at && at < atom.to);
  return wholeParts(text, run, others, range).flatMap(({ from, to }) => {
    const first = characterAfter(text, from);
    // A backslash before a mark takes away its meaning.
    const isEscaped = from > run.from && isBackslash(from - 1);
    const last = characterBefore(text, to);
    const isPair = /^[\p{Ps}\p{Pi}]/u.test(first) && /^[\p{Pe}\p{Pf}]/u.test(last);
    const inner = { from: from + first.length, to: to - last.length };
    const cannotOpen = isEscaped || !works(first, characterBefore(text, from));
    const cannotClose = isBackslash(to - 1) || !works(last, characterAfter(text, to));
    // Brackets and quotation marks go together.
    if (isPair && (cannotOpen || cannotClose)) return again(inner.from, inner.to);
    if (cannotOpen) return again(run.atoms.find((atom) => atom.from === from)?.to ?? inner.from, to);
    if (cannotClose) return again(from, run.atoms.find((atom) => atom.to === to)?.from ?? inner.to);
    return [{ from, to }];
  });
}
