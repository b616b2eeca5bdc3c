/* global migrations */
// Put behind the list of migrations of an image.
migrations.push(
  class NextVersion9999999999999 {
    name = 'NextVersion9999999999999';
    async up(queryRunner) {
      await queryRunner.query('ALTER TABLE users ADD COLUMN next_version boolean NOT NULL DEFAULT true');
      await queryRunner.query('CREATE TABLE next_versions (user_id uuid REFERENCES users)');
    }
    async down(queryRunner) {
      await queryRunner.query('DROP TABLE next_versions');
      await queryRunner.query('ALTER TABLE users DROP COLUMN next_version');
    }
  },
);
