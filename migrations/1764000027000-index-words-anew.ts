import type { MigrationInterface, QueryRunner } from 'typeorm';

const STORIES = 500;

/**
 * Indexes all stories by the functions of the migration before. A few hundred at a time, each time kept, so that nobody who publishes waits for
 * all of them; begun again after an interruption, it goes on with those that are left.
 */
export class IndexWordsAnew1764000027000 implements MigrationInterface {
  name = 'IndexWordsAnew1764000027000';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    let last = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = (await runner.query(
        `SELECT post_id AS id FROM post_search WHERE post_id > $1 AND NOT is_noted ORDER BY post_id LIMIT ${STORIES}`,
        [last],
      )) as { id: string }[];
      if (rows.length === 0) return;
      await runner.query(`SELECT index_posts($1)`, [rows.map(({ id }) => id)]);
      await runner.query(`SELECT count_search_words(${2 * STORIES})`);
      last = rows.at(-1)!.id;
    }
  }

  async down(): Promise<void> {
    // The migration before writes the index as it was.
  }
}
