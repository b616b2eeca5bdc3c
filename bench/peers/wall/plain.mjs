/** The wall: node:http, one pool of `pg`, one prepared statement for each work. */
import pg from 'pg';
import { poolSettings } from '../shared/process.mjs';
import { types } from '../shared/rows.mjs';
import { answersBy } from './answers.mjs';
import { replyBy, serve } from './serve.mjs';

const pool = new pg.Pool(poolSettings);
const rows = async (statement, values) => (await pool.query({ ...statement, values, types })).rows;

serve(replyBy(answersBy(rows)));
