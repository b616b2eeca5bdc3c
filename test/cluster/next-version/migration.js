/* global migrations */
// Put behind the list of migrations of an image.
migrations.push(
  class NextVersion9999999999999 {
    name = 'NextVersion9999999999999';
    up(queryRunner) {
      return queryRunner.query('ALTER TABLE users ADD COLUMN next_version boolean NOT NULL DEFAULT true');
    }
    down(queryRunner) {
      return queryRunner.query('ALTER TABLE users DROP COLUMN next_version');
    }
  },
);
