import { Mendable } from '../scripts/lib/command.js';
import { uuidOf } from './global-ids.js';

const GLOBAL_ID = /^(?:post|user|tag|comment)_([0-9a-hjkmnp-tv-z]{26})$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** The last digits of a mean depend on the order in which PostgreSQL happens to add. */
const DIGITS = 12;
const NEW_ROW = new Set(['id', 'slug', 'createdAt']);

/**
 * An answer in one form: keys sorted, ids as the UUID that every kind of id stands for, times in UTC, cursors (which
 * mean something to their own server alone) reduced to being there, numbers to twelve digits. Of a new row what differs
 * each time is left out.
 */
export function normalised(text: string, isNew: boolean): string {
  return JSON.stringify(form(JSON.parse(text), '', isNew, []));
}

function form(value: unknown, key: string, isNew: boolean, path: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => form(item, key, isNew, path));
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([name, item]) => [name, form(item, name, isNew, [...path, name])]));
  }
  if (typeof value === 'number') return Number(value.toPrecision(DIGITS));
  if (typeof value !== 'string') return value;
  if (key === 'endCursor') return '(cursor)';
  if (isNew && NEW_ROW.has(key) && !path.includes('author')) return '(new)';
  const letters = GLOBAL_ID.exec(value)?.[1];
  if (letters !== undefined) return uuidOf(letters);
  return TIME.test(value) ? new Date(value).toISOString() : value;
}

/** @throws Mendable that shows the first difference. */
export function assertSame(title: string, work: string, expected: string, actual: string): void {
  if (expected === actual) return;
  let at = 0;
  while (expected[at] === actual[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 120), at + 120);
  throw new Mendable(
    `${title} gives another answer for ${work}:\n  Wander … ${around(expected)}\n  it     … ${around(actual)}`,
  );
}
