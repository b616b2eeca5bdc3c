import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A transaction that deletes many likes or comments of one story counts them itself, once, and says so: counting each of them
 * writes the story's row and its indexes as many times.
 */
export class CountDeletedTogether1764000033100 implements MigrationInterface {
  name = 'CountDeletedTogether1764000033100';

  async up(runner: QueryRunner): Promise<void> {
    await replaceCounting(
      runner,
      `IF TG_OP = 'DELETE' AND current_setting('wander.counts_deleted', true) = 'on' THEN RETURN NULL; END IF;`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceCounting(runner, '');
  }
}

async function replaceCounting(runner: QueryRunner, first: string): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION count_likes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      ${first}
      IF TG_OP = 'INSERT' THEN
        UPDATE posts SET like_count = like_count + 1 WHERE id = NEW.post_id;
      ELSE
        UPDATE posts SET like_count = like_count - 1 WHERE id = OLD.post_id;
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      ${first}
      IF TG_OP <> 'INSERT' AND OLD.deleted_at IS NULL THEN
        UPDATE posts SET comment_count = comment_count - 1 WHERE id = OLD.post_id;
      END IF;
      IF TG_OP <> 'DELETE' AND NEW.deleted_at IS NULL THEN
        UPDATE posts SET comment_count = comment_count + 1 WHERE id = NEW.post_id;
      END IF;
      RETURN NULL;
    END $$`);
}
