/** For peers that bring their own pool: each statement prepared by its name. */
import pg from 'pg';
import { v7 } from 'uuid';
import { derived } from './markdown.mjs';
import { poolSettings } from './process.mjs';
import { types } from './rows.mjs';
import * as statements from './statements.mjs';

const pool = new pg.Pool(poolSettings);

export const rows = async (statement, values) => (await pool.query({ ...statement, values, types })).rows;

/** Writes a draft. */
export async function createDraft(viewer, { title, body }) {
  const { html, excerpt, minutes } = derived(body);
  const [post] = await rows(statements.create, [v7(), viewer, title, body, html, excerpt, minutes]);
  return post;
}
