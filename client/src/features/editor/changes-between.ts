import { diffLines } from 'diff';

export interface TextChange {
  from: number;
  to: number;
  insert: string;
}

/** Long enough for two versions of any story; other texts are replaced as a whole. */
const diffMs = 100;

/** What makes one text of another, by lines: a caret in a line that stays, or before or after what changes, is not moved. */
export function changesBetween(before: string, after: string): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  for (const { added, removed, value } of diffLines(before, after, { timeout: diffMs }) ?? whole(before, after)) {
    const last = changes.at(-1);
    if (added && last?.to === at && last.insert === '') last.insert = value;
    else if (added) changes.push({ from: at, to: at, insert: value });
    else if (removed) changes.push({ from: at, to: at + value.length, insert: '' });
    if (!added) at += value.length;
  }
  return changes.map((change) => narrowed(before, change));
}

const whole = (before: string, after: string) => [
  { added: false, removed: true, value: before },
  { added: true, removed: false, value: after },
];

/** Without what both have at the beginning and at the end. */
function narrowed(before: string, { from, to, insert }: TextChange): TextChange {
  let start = 0;
  while (from + start < to && start < insert.length && before[from + start] === insert[start]) start += 1;
  let end = 0;
  const most = Math.min(to - from, insert.length) - start;
  while (end < most && before[to - 1 - end] === insert[insert.length - 1 - end]) end += 1;
  return { from: from + start, to: to - end, insert: insert.slice(start, insert.length - end) };
}
