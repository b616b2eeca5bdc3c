import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody likes, the most discussed stories, and those of a country. */
export class IndexWhatProgramsAskFor1764000029600 implements MigrationInterface {
  name = 'IndexWhatProgramsAskFor1764000029600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX likes_newest_idx ON likes (user_id, created_at DESC, post_id DESC)`);
    await runner.query(
      `CREATE INDEX posts_most_discussed_idx ON posts (comment_count DESC, id DESC) WHERE status = 'PUBLISHED'`,
    );
    await runner.query(
      `CREATE INDEX posts_of_country_idx ON posts (place_country_code, published_at DESC, id DESC)
       WHERE status = 'PUBLISHED' AND place_country_code IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX likes_newest_idx, posts_most_discussed_idx, posts_of_country_idx`);
  }
}
