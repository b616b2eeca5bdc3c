import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** By the functions of the migration before. */
export class IndexPeopleAndTagsAnew1764000030300 implements MigrationInterface {
  name = 'IndexPeopleAndTagsAnew1764000030300';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await buildIndex(runner, 'users_search_idx', 'users USING gin (user_search_document(username, name, bio))');
    await buildIndex(runner, 'tags_search_idx', 'tags USING gin (tag_search_document(slug, name))');
  }

  async down(): Promise<void> {
    // The functions stay as they are.
  }
}
