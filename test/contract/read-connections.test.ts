import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReadConnections } from '../../server/platform/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let reads: ReadConnections;
beforeAll(async () => {
  database = await createTestDatabase();
  reads = new ReadConnections({ connectionString: database.url, count: 1 });
});
afterAll(async () => {
  await reads.close();
  await database.drop();
});

const ask = <Row>(text: string, name?: string, values: unknown[] = []) => reads.query<Row>({ text, values, name });
const process = async () => (await ask<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid;

test('a connection on which a name is another statement’s answers, and is replaced', async () => {
  const before = await process();
  await ask(`prepare taken as select 'another' as word`);
  expect(await ask(`select 'ours' as word`, 'taken')).toEqual([{ word: 'ours' }]);
  expect(await process()).not.toBe(before);
  const now = await process();
  for (let n = 0; n < 3; n += 1) expect(await ask(`select 'ours' as word`, 'taken')).toEqual([{ word: 'ours' }]);
  expect(await process()).toBe(now);
});

const KINDS = `
  select $1::int as "aNumber", $2::text as "aText", $3::uuid[] as "ids", null::text as "nothing", true as "isSo",
    9007199254740991::bigint as "large", '{"a": [1, null]}'::jsonb as "json", timestamptz '2026-11-14 10:00+01' as "at",
    array['a"b', null, 'ü'] as "words", '' as "empty"`;

test.each([undefined, 'kinds'])('the columns of a row are what their types say, each time (name: %s)', async (name) => {
  const id = '0192b3c4-0000-7000-8000-000000000000';
  for (const number of [1, -2, null])
    expect(await ask(KINDS, name, [number, 'it’s “ü”', [id]])).toEqual([
      {
        ...{ aNumber: number, aText: 'it’s “ü”', ids: [id], nothing: null, isSo: true, large: 9007199254740991 },
        ...{ json: { a: [1, null] }, at: '2026-11-14T09:00:00.000Z', words: ['a"b', null, 'ü'], empty: '' },
      },
    ]);
});

test('reads that are under way together each get their own rows or error', async () => {
  const divide = 'select n, $1::int / n as share from generate_series($2::int, 3) n';
  const answers = await Promise.allSettled([
    ask(divide, 'divide', [6, 1]),
    ask(divide, 'divide', [6, 0]),
    ask(divide, 'divide', [12, 3]),
    ask(divide, 'divide', [12, 4]),
    ask('select nothing', 'nonsense'),
    ask('select $1::jsonb as circle', 'circle', [circle()]),
    ask(`select 1 as one`),
  ]);
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : codeOf(answer.reason)))).toEqual([
    [6, 3, 2].map((share, i) => ({ n: i + 1, share })),
    '22012',
    [{ n: 3, share: 4 }],
    [],
    '42703',
    'TypeError',
    [{ one: 1 }],
  ]);
});

test('a read that is late ends with its connection, and those behind it are asked once more', async () => {
  const before = await process();
  await ask(`set statement_timeout = 0`);
  const [late, behind] = await Promise.allSettled([
    ask('select pg_sleep(20)'),
    new Promise((resolve) => setTimeout(resolve, 1_500)).then(() => ask('select 2 as two')),
  ]);
  expect(late).toMatchObject({ status: 'rejected', reason: { message: 'Query read timeout' } });
  expect(behind).toEqual({ status: 'fulfilled', value: [{ two: 2 }] });
  expect(await process()).not.toBe(before);
});

function circle(): object {
  const made: { self?: object } = {};
  made.self = made;
  return made;
}

const codeOf = (error: Error & { code?: string }): string => error.code ?? error.name;
