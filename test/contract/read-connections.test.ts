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

const ask = <Row>(text: string, name?: string) => reads.query<Row>({ text, values: [], name });
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
