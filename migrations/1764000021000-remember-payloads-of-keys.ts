import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A key that comes back with another payload must not be answered with what it made. */
export class RememberPayloadsOfKeys1764000021000 implements MigrationInterface {
  name = 'RememberPayloadsOfKeys1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    // Null for keys of older servers, which fit every payload.
    await runner.query(`ALTER TABLE idempotency_keys ADD COLUMN payload_hash text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE idempotency_keys DROP COLUMN payload_hash`);
  }
}
