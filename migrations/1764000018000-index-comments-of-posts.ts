import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on a story goes with it: without an index over all comments each deletion read the whole table. */
export class IndexCommentsOfPosts1764000018000 implements MigrationInterface {
  name = 'IndexCommentsOfPosts1764000018000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX comments_post_id_idx ON comments (post_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX comments_post_id_idx`);
  }
}
