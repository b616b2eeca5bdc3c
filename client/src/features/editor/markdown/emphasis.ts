import { applied, type Change, combine, type Edit, type MarkdownEdit, type Range, unchanged } from './edit.js';
import { placesForMarks } from './mark-places.js';
import { readsAsBefore } from './reads-as-before.js';
import { overlaps, subtract, trimmed, union } from './ranges.js';
import { type Container, isInCodeBlock, type Run, runsAt, wholeParts } from './tree.js';
import { wordAround } from './words.js';

interface Mark {
  mark: string;
  /** What the parser calls it. */
  name: string;
}

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

const marksOf = ({ from, to, open, close }: Container): Range[] => [
  { from, to: open },
  { from: close, to },
];

/** The marks that the change is about: those around what is selected, and, where it grows, those that it touches. */
function touchedBy(pieces: readonly Range[], plans: readonly Plan[], grows: boolean): Container[] {
  const reach = grows ? 1 : 0;
  const touched = plans
    .flatMap(({ own }) => own)
    .filter(({ from, to }) => pieces.some((piece) => overlaps(piece, { from: from - reach, to: to + reach })));
  // One that goes on in the next line belongs to both.
  return [...new Map(touched.map((container) => [container.from, container])).values()];
}

/** What ranges have in them, without marks. */
const wordsIn = (text: string, ranges: readonly Range[], marks: readonly Range[]): string[] =>
  ranges.map((range) => {
    const parts = subtract(
      [range],
      marks.filter((mark) => overlaps(mark, range)),
    );
    return parts.map(({ from, to }) => text.slice(from, to)).join('');
  });

/** Where marks will stand. */
function placesAfter(text: string, plan: Plan, touched: readonly Container[], takesAway: boolean): Range[] {
  const { run, others, gone, wanted } = plan;
  const marked = touched
    .map(({ open, close }) => ({ from: Math.max(open, run.from), to: Math.min(close, run.to) }))
    .filter(({ from, to }) => from < to);
  // What readers see nothing of, as an empty link, keeps no marks of its own.
  const left = subtract(marked, wanted).filter((range) => wordsIn(text, [range], gone)[0]!.trim() !== '');
  const ranges = takesAway ? left : union([...marked, ...wanted], gone);
  return ranges.flatMap((range) => placesForMarks(text, run, others, range));
}

/** Whether marks are what the text has after an edit, each pair around these words: beside other stars they may be read otherwise. */
function hasMarked(words: readonly string[], plans: readonly Plan[], text: string): boolean {
  const own = new Map(plans.flatMap((plan) => plan.own).map((container) => [container.from, container]));
  const insides = [...own.values()].map(({ open, close }) => ({ from: open, to: close }));
  const marks = plans.flatMap(({ gone }) => gone);
  return isMarked(plans) && wordsIn(text, insides, marks).join('\n') === words.join('\n');
}

function toggle({ mark, name }: Mark, text: string, selected: Range, caret?: Range): Edit {
  const plans = plansFor(name, text, selected);
  const takesAway = isMarked(plans);
  const pieces = plans
    .flatMap(({ wanted }) => wanted)
    .map((range) => trimmed(text, range))
    .filter(({ from, to }) => from < to);
  const touched = touchedBy(pieces, plans, !takesAway);
  const places = plans.flatMap((plan) => placesAfter(text, plan, touched, takesAway));
  const changes: Change[] = [
    ...touched.flatMap(marksOf).map((range) => ({ ...range, insert: '' })),
    ...places.flatMap(({ from, to }) => [
      { from, to: from, insert: mark },
      { from: to, to, insert: mark },
    ]),
  ];
  // What is marked now is selected, so that the tool can take it back.
  const reach = takesAway ? selected : { from: places[0]?.from ?? selected.from, to: places.at(-1)?.to ?? selected.to };
  const [first = selected] = pieces;
  const last = pieces.at(-1) ?? selected;
  const select = { from: Math.max(first.from, reach.from), to: Math.min(last.to, reach.to) };
  const edit = combine(text, changes, caret ?? select);
  const words = wordsIn(
    text,
    places,
    plans.flatMap(({ gone }) => gone),
  );
  const after = applied(text, edit);
  const isSound =
    readsAsBefore(text, edit) && (takesAway || hasMarked(words, plansFor(name, after, edit.select), after));
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
