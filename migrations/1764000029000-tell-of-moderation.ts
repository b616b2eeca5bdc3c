import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever wrote something is told when a moderator takes it from the public and when it is given back. The log of moderation
 * is where both happen, so a trigger on it writes the notification, with the id of the log's row. It names no moderator.
 */
export class TellOfModeration1764000029000 implements MigrationInterface {
  name = 'TellOfModeration1764000029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE moderation_log
        ADD COLUMN action text NOT NULL DEFAULT 'REMOVE',
        ADD CONSTRAINT moderation_log_action_known CHECK (action IN ('REMOVE', 'RESTORE')) NOT VALID`);
    await runner.query(`
      ALTER TABLE notifications
        ALTER COLUMN actor_id DROP NOT NULL,
        ADD COLUMN reason text,
        DROP CONSTRAINT notifications_kind_known,
        DROP CONSTRAINT notifications_subject_whole,
        ADD CONSTRAINT notifications_kind_known CHECK (
          kind IN ('COMMENT', 'REPLY', 'LIKE', 'FOLLOW', 'MENTION', 'REMOVAL', 'RESTORATION')) NOT VALID,
        ADD CONSTRAINT notifications_subject_whole CHECK (
          CASE WHEN kind IN ('REMOVAL', 'RESTORATION') THEN actor_id IS NULL AND reason IS NOT NULL AND post_id IS NOT NULL
          ELSE actor_id IS NOT NULL AND reason IS NULL AND (kind = 'FOLLOW') = (post_id IS NULL)
            AND (kind IN ('COMMENT', 'REPLY', 'MENTION')) = (comment_id IS NOT NULL) END) NOT VALID`);
    await runner.query(`
      CREATE FUNCTION notify_of_moderation() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO notifications (id, user_id, kind, post_id, comment_id, reason)
        SELECT NEW.id, NEW.author_id, CASE NEW.action WHEN 'REMOVE' THEN 'REMOVAL' ELSE 'RESTORATION' END,
          CASE NEW.subject WHEN 'POST' THEN NEW.subject_id ELSE c.post_id END, c.id, NEW.reason
        FROM (SELECT) AS one LEFT JOIN comments c ON NEW.subject = 'COMMENT' AND c.id = NEW.subject_id
        WHERE NEW.author_id IS NOT NULL;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER moderation_told AFTER INSERT ON moderation_log FOR EACH ROW EXECUTE FUNCTION notify_of_moderation()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER moderation_told ON moderation_log`);
    await runner.query(`DROP FUNCTION notify_of_moderation`);
    await runner.query(`DELETE FROM notifications WHERE kind IN ('REMOVAL', 'RESTORATION')`);
    await runner.query(`
      ALTER TABLE notifications
        DROP CONSTRAINT notifications_kind_known,
        DROP CONSTRAINT notifications_subject_whole,
        DROP COLUMN reason,
        ALTER COLUMN actor_id SET NOT NULL,
        ADD CONSTRAINT notifications_kind_known CHECK (kind IN ('COMMENT', 'REPLY', 'LIKE', 'FOLLOW', 'MENTION')),
        ADD CONSTRAINT notifications_subject_whole CHECK (
          (kind = 'FOLLOW') = (post_id IS NULL) AND (kind IN ('COMMENT', 'REPLY', 'MENTION')) = (comment_id IS NOT NULL))`);
    // The log had no restorations before.
    await runner.query(`DELETE FROM moderation_log WHERE action = 'RESTORE'`);
    await runner.query(`ALTER TABLE moderation_log DROP COLUMN action`);
  }
}
