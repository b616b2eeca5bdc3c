import { expect, test } from '@jest/globals';
import { LIMITS } from '../limits.js';
import { literal, noSql, sql, StatementNames, toStatement, unprepared } from './sql.js';

test('a text has one name, whatever its values are', () => {
  const names = new StatementNames(10);
  const [one, other] = [1, 2].map((id) => toStatement(sql`select ${id}`, names));
  expect(one).toEqual({ text: 'select $1', name: expect.stringMatching(/^[\w-]{24}$/), values: [1] });
  expect(other).toEqual({ ...one, values: [2] });
});

test('a statement with a piece that is rarely used has no name, and takes none from others', () => {
  const names = new StatementNames(1);
  const rare = unprepared(sql` where a < ${1}`);
  expect(toStatement(sql`select b from c${rare} limit ${2}`, names)).toEqual({
    text: 'select b from c where a < $1 limit $2',
    name: undefined,
    values: [1, 2],
  });
  expect(toStatement(sql`select (${sql`select 1${rare}`})`, names).name).toBeUndefined();
  expect(toStatement(sql`select b from c`, names).name).toBeDefined();
});

test('once there are as many names as there may be, further texts have none and known ones keep theirs', () => {
  const names = new StatementNames(2);
  const texts = [sql`select 1`, sql`select 2`, sql`select 3`, sql`select 4`];
  const given = texts.map((query) => toStatement(query, names).name);
  expect(given).toEqual([expect.any(String), expect.any(String), undefined, undefined]);
  expect(texts.map((query) => toStatement(query, names).name)).toEqual(given);
});

test('what is made alike shares its text, and what is made differently does not', () => {
  const made = (limited: boolean, count: number) =>
    sql`select a from b where c = ${1}${limited ? sql` limit ${literal(count)}` : noSql} offset ${2}`;
  expect(made(true, 1).shape).toBe(made(true, 1).shape);
  expect([made(true, 1), made(true, 2), made(false, 1)].map((query) => toStatement(query).text)).toEqual([
    'select a from b where c = $1 limit 1 offset $2',
    'select a from b where c = $1 limit 2 offset $2',
    'select a from b where c = $1 offset $2',
  ]);
});

test('beyond so many pieces texts are put together each time, and are the same', () => {
  const made = (count: number) => sql`select ${literal(count)} where ${true}`;
  const shared = made(0).shape;
  for (let count = 0; count <= LIMITS.process.statementPieces; count += 1)
    expect(toStatement(made(count)).text).toBe(`select ${count} where $1`);
  const last = LIMITS.process.statementPieces;
  expect(made(last).shape).not.toBe(made(last).shape);
  expect(made(0).shape).toBe(shared);
});
