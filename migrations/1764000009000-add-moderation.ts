import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What moderators take from the public, why, and a log of it. */
export class AddModeration1764000009000 implements MigrationInterface {
  name = 'AddModeration1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts ADD COLUMN removed_reason text
        CONSTRAINT posts_removed_reason_length CHECK (char_length(removed_reason) BETWEEN 1 AND 500),
        ADD CONSTRAINT posts_removed_whole CHECK (removed_reason IS NULL OR status = 'DRAFT')`);
    await runner.query(`
      ALTER TABLE comments ADD COLUMN removed_reason text
        CONSTRAINT comments_removed_reason_length CHECK (char_length(removed_reason) BETWEEN 1 AND 500),
        ADD CONSTRAINT comments_removed_whole CHECK (removed_reason IS NULL OR deleted_at IS NOT NULL)`);
    await runner.query(`
      CREATE TABLE moderation_log (
        id uuid NOT NULL CONSTRAINT moderation_log_pkey PRIMARY KEY,
        moderator_id uuid CONSTRAINT moderation_log_moderator_id_fkey REFERENCES users (id) ON DELETE SET NULL,
        subject text NOT NULL CONSTRAINT moderation_log_subject_known CHECK (subject IN ('POST', 'COMMENT')),
        subject_id uuid NOT NULL,
        author_id uuid CONSTRAINT moderation_log_author_id_fkey REFERENCES users (id) ON DELETE SET NULL,
        text text NOT NULL,
        reason text NOT NULL CONSTRAINT moderation_log_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`CREATE INDEX moderation_log_created_at_idx ON moderation_log (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE moderation_log`);
    await runner.query(`ALTER TABLE comments DROP COLUMN removed_reason`);
    await runner.query(`ALTER TABLE posts DROP COLUMN removed_reason`);
  }
}
