import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Those that are a year old are swept every hour; the rows lie in the order of their time, so a small index finds them. */
export class IndexOldNotifications1764000016000 implements MigrationInterface {
  name = 'IndexOldNotifications1764000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX notifications_created_at_idx ON notifications USING brin (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX notifications_created_at_idx`);
  }
}
