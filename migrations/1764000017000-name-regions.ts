import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Towns know the name of their region in place of its code; they are filled anew after the migrations. */
export class NameRegions1764000017000 implements MigrationInterface {
  name = 'NameRegions1764000017000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`TRUNCATE towns`);
    await runner.query(`ALTER TABLE towns DROP COLUMN region_code, ADD COLUMN region text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`TRUNCATE towns`);
    await runner.query(`ALTER TABLE towns DROP COLUMN region, ADD COLUMN region_code text NOT NULL`);
  }
}
