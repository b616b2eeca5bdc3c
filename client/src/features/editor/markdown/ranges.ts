import type { Range } from './edit.js';

export const overlaps = (a: Range, b: Range): boolean => a.from < b.to && b.from < a.to;

/** The text in a range without the space around it; it may be empty. */
export function trimmed(text: string, { from, to }: Range): Range {
  const part = text.slice(from, to);
  const lead = part.length - part.trimStart().length;
  return lead === part.length ? { from, to: from } : { from: from + lead, to: from + part.trimEnd().length };
}

/** `ranges` without what lies in `holes`. */
export function subtract(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  return holes.reduce<Range[]>(
    (left, hole) =>
      left.flatMap((range) =>
        overlaps(range, hole)
          ? [
              { from: range.from, to: hole.from },
              { from: hole.to, to: range.to },
            ].filter((part) => part.from < part.to)
          : [range],
      ),
    [...ranges],
  );
}

/** What lies in any of the ranges; those that touch, or have only `gone` between them, are one. */
export function union(ranges: readonly Range[], gone: readonly Range[] = []): Range[] {
  const result: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    const isApart = !last || (last.to < range.from && subtract([{ from: last.to, to: range.from }], gone).length > 0);
    if (isApart) result.push({ ...range });
    else last.to = Math.max(last.to, range.to);
  }
  return result;
}
