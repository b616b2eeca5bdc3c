import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** What is to be rendered again by the sixth rendering. */
export class IndexOlderRenderings1764000034700 implements MigrationInterface {
  name = 'IndexOlderRenderings1764000034700';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['posts', 'comments'])
      await buildIndex(runner, `${table}_to_render_idx`, `${table} (id) WHERE rendering < 6`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX posts_to_render_idx, comments_to_render_idx`);
    for (const table of ['posts', 'comments'])
      await runner.query(`CREATE INDEX ${table}_to_render_idx ON ${table} (id) WHERE rendering < 5`);
  }
}
