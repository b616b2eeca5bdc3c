import pg from 'pg';
import { poolSettings } from '../shared/process.mjs';
import { types } from '../shared/rows.mjs';

/** Statements go in turn to a few connections that send the next one before the last is answered. */
export async function pipelined(count) {
  const clients = Array.from({ length: count }, () => new pg.Client({ ...poolSettings, pipeline: true }));
  await Promise.all(clients.map((client) => client.connect()));
  let turn = 0;
  return {
    clients,
    rows: async (statement, values) => (await clients[turn++ % count].query({ ...statement, values, types })).rows,
  };
}
