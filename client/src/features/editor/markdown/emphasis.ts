import { applied, type Change, combine, type Edit, type MarkdownEdit, type Range, unchanged } from './edit.js';
import { readsAsBefore } from './reads-as-before.js';
import { overlaps, subtract, trimmed, union } from './ranges.js';
import { type Container, isInCodeBlock, type Run, runsAt, wholeParts } from './tree.js';
import { characterAfter, characterBefore, wordAround } from './words.js';

const isPunctuation = (character: string) => /^[\p{P}\p{S}]/u.test(character);
const isSpace = (character: string) => /^\s?$/u.test(character);

/**
 * A mark beside punctuation means nothing where a letter stands on its other side: `a**(b)**c`. Parsers differ about
 * emoji there: some take them for letters.
 */
const works = (inner: string, outer: string) =>
  !isPunctuation(inner) || isSpace(outer) || (isPunctuation(outer) && outer.length === 1);

/** The parts of a range, within one run, that marks can stand around so that they work. */
function placesForMarks(text: string, run: Run, others: readonly Container[], range: Range): Range[] {
  const again = (from: number, to: number) => placesForMarks(text, run, others, { from, to: Math.max(from, to) });
  const isBackslash = (at: number) => text[at] === '\\' && !run.atoms.some((atom) => atom.from <= at && at < atom.to);
  return wholeParts(text, run, others, range).flatMap(({ from, to }) => {
    const first = characterAfter(text, from);
    // A backslash before a mark takes away its meaning.
    const isEscaped = from > run.from && isBackslash(from - 1);
    if (isEscaped || !works(first, characterBefore(text, from))) {
      return again(run.atoms.find((atom) => atom.from === from)?.to ?? from + first.length, to);
    }
    const last = characterBefore(text, to);
    if (isBackslash(to - 1) || !works(last, characterAfter(text, to))) {
      return again(from, run.atoms.find((atom) => atom.to === to)?.from ?? to - last.length);
    }
    return [{ from, to }];
  });
}

interface Mark {
  mark: string;
  /** What the parser calls it. */
  name: string;
}

const marksOf = ({ from, to, open, close }: Container): Range[] => [
  { from, to: open },
  { from: close, to },
];

interface Plan {
  run: Run;
  /** The marks of this kind that are there, and those of others. */
  own: Container[];
  others: Container[];
  gone: Range[];
  wanted: Range[];
  /** Of what is wanted, where marks can be and are not. */
  lacking: Range[];
}

const plansFor = (name: string, text: string, selected: Range): Plan[] =>
  runsAt(text, selected.from, selected.to).map((run) => {
    const own = run.containers.filter((container) => container.name === name);
    const gone = run.containers.flatMap(marksOf);
    const wanted = subtract(wholeParts(text, run, [], selected), gone);
    const marked = own.map(({ open, close }) => ({ from: open, to: close }));
    const others = run.containers.filter((container) => container.name !== name);
    const lacking = subtract(wanted, marked).flatMap((range) => placesForMarks(text, run, others, range));
    return { run, own, others, gone, wanted, lacking };
  });

const isMarked = (plans: readonly Plan[]) => plans.every(({ lacking }) => lacking.length === 0);

function toggle({ mark, name }: Mark, text: string, selected: Range, keep?: Range): Edit {
  const plans = plansFor(name, text, selected);
  const pieces = plans
    .flatMap(({ wanted }) => wanted)
    .map((range) => trimmed(text, range))
    .filter(({ from, to }) => from < to);
  const takesAway = isMarked(plans);
  const touched = new Map<number, Container>();
  for (const container of plans.flatMap(({ own }) => own)) {
    // What is marked grows together with what it touches.
    const reach = takesAway ? 0 : 1;
    const around = { from: container.from - reach, to: container.to + reach };
    if (pieces.some((piece) => overlaps(piece, around))) touched.set(container.from, container);
  }
  const changes: Change[] = [...touched.values()].flatMap(marksOf).map((range) => ({ ...range, insert: '' }));
  const placed: Range[] = [];
  for (const { run, own, others, gone, wanted } of plans) {
    const marked = own
      .filter(({ from }) => touched.has(from))
      .map(({ open, close }) => ({ from: Math.max(open, run.from), to: Math.min(close, run.to) }))
      .filter(({ from, to }) => from < to);
    for (const range of takesAway ? subtract(marked, wanted) : union([...marked, ...wanted], gone)) {
      placed.push(...placesForMarks(text, run, others, range));
    }
  }
  for (const { from, to } of placed) {
    changes.push({ from, to: from, insert: mark }, { from: to, to, insert: mark });
  }
  // What is marked now is selected, so that the tool can take it back.
  const reach = takesAway || placed.length === 0 ? selected : { from: placed[0]!.from, to: placed.at(-1)!.to };
  const [first] = pieces;
  const last = pieces.at(-1);
  const select = first && last && { from: Math.max(first.from, reach.from), to: Math.min(last.to, reach.to) };
  const edit = combine(text, changes, keep ?? select ?? selected);
  const isSound =
    readsAsBefore(text, edit) && (takesAway || isMarked(plansFor(name, applied(text, edit), edit.select)));
  return isSound ? edit : unchanged(selected.from, selected.to);
}

/** Without a selection: the word at the caret, a way out before the closing mark, or a pair of marks to type between. */
function atCaret(kind: Mark, text: string, at: number): Edit {
  const { mark, name } = kind;
  const size = mark.length;
  const isPair =
    text.slice(at - size, at + size) === mark + mark && text[at - size - 1] !== mark[0] && text[at + size] !== mark[0];
  if (isPair) return { from: at - size, to: at + size, insert: '', select: { from: at - size, to: at - size } };
  if (isInCodeBlock(text, at)) return unchanged(at, at);
  const closing = runsAt(text, at, at)
    .flatMap((run) => run.containers)
    .find((container) => container.name === name && container.close === at);
  if (closing) return unchanged(closing.to, closing.to);
  const word = wordAround(text, at);
  if (word) return toggle(kind, text, word, { from: at, to: at });
  return { from: at, to: at, insert: mark + mark, select: { from: at + size, to: at + size } };
}

/**
 * Puts marks around what is selected, in each paragraph and line for itself and without the space at its ends; takes
 * them away where all of it has them.
 */
const emphasis =
  (kind: Mark): MarkdownEdit =>
  (text, from, to) =>
    from === to ? atCaret(kind, text, from) : toggle(kind, text, { from, to });

export const bold = emphasis({ mark: '**', name: 'StrongEmphasis' });
export const italic = emphasis({ mark: '*', name: 'Emphasis' });
export const strikethrough = emphasis({ mark: '~~', name: 'Strikethrough' });
