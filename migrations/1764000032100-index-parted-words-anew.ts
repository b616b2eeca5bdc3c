import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** People and tags, by the functions of the migration before. */
export class IndexPartedWordsAnew1764000032100 implements MigrationInterface {
  name = 'IndexPartedWordsAnew1764000032100';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await buildIndex(runner, 'users_search_idx', 'users USING gin (user_search_document(username, name, bio))');
    await buildIndex(runner, 'tags_search_idx', 'tags USING gin (tag_search_document(slug, name))');
  }

  async down(): Promise<void> {
    // What they have by then is found by the older functions, too.
  }
}
