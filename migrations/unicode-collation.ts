import type { QueryRunner } from 'typeorm';

/** The name of a collation that knows the small letters of every script, whatever the locale of the database: PostgreSQL's own, or ICU's. */
export async function unicodeCollation(runner: QueryRunner): Promise<string> {
  const [collation] = (await runner.query(
    `SELECT collname AS name FROM pg_collation WHERE collname IN ('pg_c_utf8', 'und-x-icu') ORDER BY collname LIMIT 1`,
  )) as { name: string }[];
  return collation!.name;
}
