import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks the rows that were there before the constraints, without a lock that readers and writers wait for. */
export class ValidateNotifications1764000029500 implements MigrationInterface {
  name = 'ValidateNotifications1764000029500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE moderation_log VALIDATE CONSTRAINT moderation_log_action_known`);
    await runner.query(`ALTER TABLE notifications VALIDATE CONSTRAINT notifications_kind_known`);
    await runner.query(`ALTER TABLE notifications VALIDATE CONSTRAINT notifications_subject_whole`);
  }

  /** A constraint that holds stays. */
  async down(): Promise<void> {}
}
