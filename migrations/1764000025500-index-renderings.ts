import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** What is to be rendered again. */
export class IndexRenderings1764000025500 implements MigrationInterface {
  name = 'IndexRenderings1764000025500';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['posts', 'comments'])
      await buildIndex(runner, `${table}_to_render_idx`, `${table} (id) WHERE rendering < 2`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX posts_to_render_idx, comments_to_render_idx`);
  }
}
