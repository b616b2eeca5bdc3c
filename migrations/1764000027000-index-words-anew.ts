import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

const STORIES = 50;

/**
 * Indexes all that is searched by the functions of the migration before. Each step is kept by itself, so that nobody who writes waits
 * for all of them; begun again after an interruption, it goes on with the stories that are left.
 */
export class IndexWordsAnew1764000027000 implements MigrationInterface {
  name = 'IndexWordsAnew1764000027000';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    // Not by REINDEX: a session that wrote to the table before would go on with what the function was.
    await buildIndex(runner, 'users_search_idx', 'users USING gin (user_search_document(username, name, bio))');
    await buildIndex(runner, 'tags_search_idx', 'tags USING gin (tag_search_document(slug, name))');
    let last = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = (await runner.query(
        `SELECT post_id AS id FROM post_search WHERE post_id > $1 AND NOT is_noted ORDER BY post_id LIMIT ${STORIES}`,
        [last],
      )) as { id: string }[];
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      await runner.startTransaction();
      try {
        // Whoever changes or deletes one of them waits, or was before and is what is indexed.
        await runner.query(`SELECT 1 FROM posts WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE`, [ids]);
        await runner.query(`SELECT index_posts($1)`, [ids]);
        await runner.commitTransaction();
      } catch (error) {
        await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
      await runner.query(`SELECT count_search_words(${2 * STORIES})`);
      last = rows.at(-1)!.id;
    }
  }

  async down(): Promise<void> {
    // The migration before writes the index as it was.
  }
}
