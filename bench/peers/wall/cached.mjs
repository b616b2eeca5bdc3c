/** The plain wall with finished answers: a body seen within two seconds gets the same text again. */
import pg from 'pg';
import { poolSettings } from '../shared/process.mjs';
import { types } from '../shared/rows.mjs';
import { answersBy } from './answers.mjs';
import { replyBy, serve } from './serve.mjs';

const KEPT_MS = 2_000;
const MOST = 10_000;

const pool = new pg.Pool(poolSettings);
const rows = async (statement, values) => (await pool.query({ ...statement, values, types })).rows;
const reply = replyBy(answersBy(rows));

/** By raw body, so that a known one is not even parsed; a second asker waits for the first one's answer. */
const finished = new Map();

serve((body, authorization) => {
  if (authorization !== undefined) return reply(body, authorization);
  const known = finished.get(body);
  if (known !== undefined && known.until > Date.now()) return known.text;
  if (finished.size >= MOST) finished.clear();
  const text = reply(body);
  finished.set(body, { text, until: Date.now() + KEPT_MS });
  text.catch(() => finished.delete(body));
  return text;
});
