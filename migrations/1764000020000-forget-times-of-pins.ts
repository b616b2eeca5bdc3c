import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The map asks where stories happened, never when they appeared: neither the time of a pin nor its index was read. */
export class ForgetTimesOfPins1764000020000 implements MigrationInterface {
  name = 'ForgetTimesOfPins1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await replacePins(runner, 'post_id, author_id', 'id, author_id');
    await runner.query(`ALTER TABLE map_points DROP COLUMN published_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE map_points ADD COLUMN published_at timestamptz(3)`);
    await runner.query(`UPDATE map_points m SET published_at = p.published_at FROM posts p WHERE p.id = m.post_id`);
    await runner.query(`ALTER TABLE map_points ALTER COLUMN published_at SET NOT NULL`);
    await runner.query(`CREATE INDEX map_points_newest_idx ON map_points (published_at DESC, post_id DESC)`);
    await replacePins(runner, 'post_id, author_id, published_at', 'id, author_id, published_at');
  }
}

const replacePins = (runner: QueryRunner, columns: string, values: string): Promise<unknown> =>
  runner.query(`
    CREATE OR REPLACE FUNCTION pin_posts(wanted uuid[]) RETURNS void LANGUAGE sql AS $$
      INSERT INTO map_points (${columns}, latitude, longitude)
      SELECT ${values}, public_coordinate(place_precision, place_latitude),
        public_coordinate(place_precision, place_longitude)
      FROM posts
      WHERE id = ANY (wanted) AND status = 'PUBLISHED' AND place_precision <> 'COUNTRY' AND place_latitude IS NOT NULL
      ON CONFLICT (post_id) DO NOTHING
    $$`);
