import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildIndex } from './build-index.js';

/** For the migration that follows, which tells of moderation: its locks are short because the indexes are there. */
export class IndexModeration1764000028500 implements MigrationInterface {
  name = 'IndexModeration1764000028500';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await buildIndex(runner, 'moderation_log_subject_idx', 'moderation_log (subject_id, created_at DESC)');
    // One comment may be taken and given back again and again; what others did with it is still told once.
    await buildIndex(
      runner,
      'notifications_comment_key',
      'notifications (comment_id, user_id) WHERE comment_id IS NOT NULL AND actor_id IS NOT NULL',
      'UNIQUE INDEX',
    );
    await buildIndex(runner, 'notifications_comment_id_idx', 'notifications (comment_id) WHERE comment_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP INDEX notifications_comment_id_idx, notifications_comment_key, moderation_log_subject_idx`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX notifications_comment_key ON notifications (comment_id, user_id) WHERE comment_id IS NOT NULL`,
    );
  }
}
