import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';
import { unicodeCollation } from './unicode-collation.js';

/**
 * Small letters do not depend on the locale of the database: in a Turkish one `lower('ILSE')` is no username, and in that of C
 * only Latin letters have small ones.
 */
export class LowerAlikeEverywhere1764000033000 implements MigrationInterface {
  name = 'LowerAlikeEverywhere1764000033000';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION small_letters(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN lower(text COLLATE "${await unicodeCollation(runner)}")`);
    await buildIndex(runner, 'users_similar_idx', `users USING gin (${usersBy('small_letters')})`);
    await buildIndex(runner, 'tags_similar_idx', `tags USING gin (${tagsBy('small_letters')})`);
    await rewriteFunctions(runner, 'lower', 'small_letters');
    await runner.query(`
      UPDATE post_search s SET title = small_letters(unaccent(p.title)) FROM posts p
      WHERE p.id = s.post_id AND s.title <> small_letters(unaccent(p.title))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await rewriteFunctions(runner, 'small_letters', 'lower');
    await runner.query(`DROP INDEX users_similar_idx, tags_similar_idx`);
    await runner.query(`CREATE INDEX users_similar_idx ON users USING gin (${usersBy('lower')})`);
    await runner.query(`CREATE INDEX tags_similar_idx ON tags USING gin (${tagsBy('lower')})`);
    await runner.query(`DROP FUNCTION small_letters`);
  }
}

const usersBy = (lower: string) => `${lower}(username || ' ' || name) gin_trgm_ops`;
const tagsBy = (lower: string) => `${lower}(name) gin_trgm_ops`;

const FUNCTIONS = ['find_similar(text)', 'index_posts(uuid[])', 'notify_of_comments()'];

async function rewriteFunctions(runner: QueryRunner, from: string, to: string): Promise<void> {
  for (const name of FUNCTIONS) {
    const [row] = (await runner.query(`SELECT pg_get_functiondef($1::regprocedure) AS definition`, [name])) as {
      definition: string;
    }[];
    await runner.query(row!.definition.replaceAll(`${from}(`, `${to}(`));
  }
}
