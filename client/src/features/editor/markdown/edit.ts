/** A change to a text and the selection after it; offsets are UTF-16, as editors count. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: Range;
}

export interface Range {
  from: number;
  to: number;
}

/** Makes an edit from the text and what is selected in it. */
export type MarkdownEdit = (text: string, from: number, to: number) => Edit;

export const applied = (text: string, { from, to, insert }: Edit): string =>
  text.slice(0, from) + insert + text.slice(to);

/** One of several changes that belong together: `insert` takes the place of what stood there. */
export interface Change extends Range {
  insert: string;
}

export const unchanged = (from: number, to: number): Edit => ({ from, to: from, insert: '', select: { from, to } });

/**
 * Several changes as one edit, so that one undo takes them back.
 * @param select in the text as it was; the edit selects the same characters, without what was inserted at either end
 */
export function combine(text: string, changes: readonly Change[], select: Range): Edit {
  const sorted = [...changes].sort((a, b) => a.from - b.from || a.to - b.to);
  const first = sorted[0];
  if (!first) return unchanged(select.from, select.to);
  let insert = '';
  let at = first.from;
  for (const change of sorted) {
    insert += text.slice(at, Math.max(at, change.from)) + change.insert;
    at = Math.max(at, change.to);
  }
  const moved = (offset: number, side: 'start' | 'end') => {
    let by = 0;
    for (const change of sorted) {
      const isBefore = side === 'start' ? change.from <= offset : change.from < offset;
      if (isBefore) by += change.insert.length - (Math.min(change.to, offset) - change.from);
    }
    return offset + by;
  };
  const from = moved(select.from, 'start');
  return {
    from: first.from,
    to: at,
    insert,
    select: { from, to: select.to === select.from ? from : Math.max(from, moved(select.to, 'end')) },
  };
}
