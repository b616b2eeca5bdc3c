import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of the titles alone: the index of the whole text has each story with the word, and cannot tell where it stands. */
export class IndexTitleWords1764000012000 implements MigrationInterface {
  name = 'IndexTitleWords1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX post_search_title_words_idx ON post_search USING gin (ts_filter(document, '{a}'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX post_search_title_words_idx`);
  }
}
