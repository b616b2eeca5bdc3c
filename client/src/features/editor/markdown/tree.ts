import { areStarsOfWords } from '../../../../../server/platform/markdown/word-stars.js';
import type { Range } from './edit.js';
import { treeOf } from './parser.js';
import { overlaps, subtract, trimmed } from './ranges.js';

export type SyntaxNode = ReturnType<typeof treeOf>['topNode'];

const LEAVES = /^(?:Paragraph|ATXHeading\d|SetextHeading\d|TableCell|Task)$/;
const LINE_MARKS = new Set(['QuoteMark', 'HeaderMark', 'TaskMarker']);
const CONTAINERS = new Set(['Emphasis', 'StrongEmphasis', 'Strikethrough', 'Link']);
const ATOMS = new Set(['InlineCode', 'Image', 'Autolink', 'URL', 'Escape', 'Entity']);

/** A part of a text that marks may stand around but not in: code, a picture, an address. */
export interface Atom extends Range {
  name: string;
}

/** Emphasis or a link: what it is around lies from `open` to `close`. */
export interface Container extends Range {
  name: string;
  open: number;
  close: number;
}

/** A run of text within a line, without the marks of lists, quotes and headings: what inline marks can stand around. */
export interface Run extends Range {
  atoms: Atom[];
  containers: Container[];
}

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
};

function containerOf(node: SyntaxNode): Container | undefined {
  const { name, from, to } = node;
  if (name !== 'Link') {
    return { name, from, to, open: node.firstChild?.to ?? from, close: node.lastChild?.from ?? to };
  }
  const children = childrenOf(node);
  const marks = children.filter((child) => child.name === 'LinkMark');
  // Without parentheses or a reference it is text in brackets.
  if (marks.length < 4 && !children.some((child) => child.name === 'LinkLabel')) return undefined;
  return { name, from, to, open: marks[0]?.to ?? from, close: marks[1]?.from ?? to };
}

/** What is in a node without being seen: marks, and the addresses of links and pictures. */
const hiddenIn = (node: SyntaxNode): Range[] =>
  childrenOf(node).flatMap((child) => {
    const isAddress = /^(?:URL|LinkTitle|LinkLabel)$/.test(child.name) && /^(?:Link|Image)$/.test(node.name);
    return isAddress || child.name.endsWith('Mark') ? [{ from: child.from, to: child.to }] : hiddenIn(child);
  });

/** Whether readers see the marks: stars within words are none of emphasis. */
function isSeen(text: string, { from, to, open, close }: Container, hidden: readonly Range[]): boolean {
  let [before, after] = [from, to];
  for (const mark of [...hidden].reverse()) if (mark.to === before) before = mark.from;
  for (const mark of hidden) if (mark.from === after) after = mark.to;
  const within = subtract(
    [{ from: open, to: close }],
    hidden.filter((mark) => overlaps(mark, { from: open, to: close })),
  );
  return areStarsOfWords(
    [...text.slice(Math.max(0, before - 2), before)].at(-1) ?? '',
    within.map((part) => text.slice(part.from, part.to)).join(''),
    [...text.slice(after, after + 2)][0] ?? '',
  );
}

function inlineOf(text: string, leaf: SyntaxNode): { atoms: Atom[]; containers: Container[]; marks: Range[] } {
  const found = { atoms: [] as Atom[], containers: [] as Container[], marks: [] as Range[] };
  const hidden = hiddenIn(leaf);
  const visit = (node: SyntaxNode) => {
    for (const child of childrenOf(node)) {
      if (LINE_MARKS.has(child.name)) found.marks.push({ from: child.from, to: child.to });
      const container = CONTAINERS.has(child.name) ? containerOf(child) : undefined;
      if (container && (container.name === 'Link' || !isSeen(text, container, hidden)))
        found.containers.push(container);
      const isAddressOfLink = child.name === 'URL' && (node.name === 'Link' || node.name === 'Autolink');
      if (ATOMS.has(child.name) && !isAddressOfLink) {
        found.atoms.push({ name: child.name, from: child.from, to: child.to });
      } else {
        visit(child);
      }
    }
  };
  visit(leaf);
  return found;
}

/** The runs of text of all paragraphs, headings and cells that a selection touches: also of their lines beside it. */
export function runsAt(text: string, from: number, to: number, tree = treeOf(text)): Run[] {
  const runs: Run[] = [];
  tree.iterate({
    from,
    to,
    enter(ref) {
      if (!LEAVES.test(ref.name)) return undefined;
      const { atoms, containers, marks } = inlineOf(text, ref.node);
      for (let at = ref.from; at < ref.to;) {
        const next = text.indexOf('\n', at);
        const line = { from: at, to: next === -1 || next > ref.to ? ref.to : next };
        at = line.to + 1;
        let { from: start, to: end } = line;
        for (const mark of marks.filter((mark) => overlaps(mark, line))) {
          // Marks stand at the beginning of a line, or, of a heading, at its end.
          if (text.slice(start, mark.from).trim() === '') start = mark.to;
          else end = mark.from;
        }
        const run = trimmed(text, { from: start, to: end });
        if (run.from === run.to) continue;
        runs.push({
          ...run,
          atoms: atoms.filter((atom) => overlaps(atom, run)),
          containers: containers.filter((container) => overlaps(container, run)),
        });
      }
      return false;
    },
  });
  return runs;
}

/** The parts of a range within one run that cut no atom and cross none of these containers. */
export function wholeParts(text: string, run: Run, containers: readonly Container[], range: Range): Range[] {
  const again = (from: number, to: number) => (from < to ? wholeParts(text, run, containers, { from, to }) : []);
  let { from, to } = trimmed(text, { from: Math.max(range.from, run.from), to: Math.min(range.to, run.to) });
  for (const atom of run.atoms) {
    const isLonger = atom.from < run.from || atom.to > run.to;
    if (isLonger && overlaps(atom, { from, to })) return [...again(from, atom.from), ...again(atom.to, to)];
    if (atom.from < from && from < atom.to) from = atom.from;
    if (atom.from < to && to < atom.to) to = atom.to;
  }
  if (from >= to) return [];
  for (const other of containers) {
    const isAround = from <= other.from && to >= other.to;
    const isWithin = from >= other.open && to <= other.close;
    if (!overlaps({ from, to }, other) || isAround || isWithin) continue;
    return [
      ...again(from, Math.min(to, other.from)),
      ...again(Math.max(from, other.open), Math.min(to, other.close)),
      ...again(Math.max(from, other.to), to),
    ];
  }
  return [{ from, to }];
}

/** The innermost node of one of these names that holds a selection. */
export function nodeAround(text: string, from: number, to: number, ...names: string[]): SyntaxNode | undefined {
  const tree = treeOf(text);
  for (const side of [-1, 1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(side === -1 ? to : from, side); node; node = node.parent) {
      if (names.includes(node.name) && node.from <= from && node.to >= to) return node;
    }
  }
  return undefined;
}

/** Between lines of code no mark has a meaning. */
export const isInCodeBlock = (text: string, from: number, to = from): boolean =>
  nodeAround(text, from, to, 'FencedCode', 'CodeBlock') !== undefined;
