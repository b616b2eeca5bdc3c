import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The map and the gazetteer. `map_points` has where each public story happened, no finer than its writer allows: whatever
 * is asked of the map, nothing finer is there. `towns` is filled from GeoNames after the migrations (places/gazetteer.ts).
 */
export class CreatePlaces1764000008000 implements MigrationInterface {
  name = 'CreatePlaces1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION public_coordinate(place_precision text, coordinate double precision) RETURNS double precision
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN CASE place_precision WHEN 'EXACT' THEN coordinate WHEN 'CITY' THEN round(coordinate::numeric, 1)::double precision END`);
    await runner.query(`
      CREATE TABLE map_points (
        post_id uuid NOT NULL CONSTRAINT map_points_pkey PRIMARY KEY
          CONSTRAINT map_points_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
        author_id uuid NOT NULL,
        published_at timestamptz(3) NOT NULL,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL
      )`);
    await runner.query(`CREATE INDEX map_points_place_idx ON map_points (longitude, latitude)`);
    await runner.query(`CREATE INDEX map_points_newest_idx ON map_points (published_at DESC, post_id DESC)`);
    await runner.query(`CREATE INDEX map_points_author_id_idx ON map_points (author_id)`);
    await runner.query(`
      CREATE FUNCTION pin_post(wanted uuid) RETURNS void LANGUAGE sql AS $$
        INSERT INTO map_points (post_id, author_id, published_at, latitude, longitude)
        SELECT id, author_id, published_at, public_coordinate(place_precision, place_latitude),
          public_coordinate(place_precision, place_longitude)
        FROM posts
        WHERE id = wanted AND status = 'PUBLISHED' AND place_precision <> 'COUNTRY' AND place_latitude IS NOT NULL
        ON CONFLICT (post_id) DO NOTHING
      $$`);
    await runner.query(`
      CREATE FUNCTION pin_changed_post() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM map_points WHERE post_id = NEW.id;
        PERFORM pin_post(NEW.id);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER posts_pinned
      AFTER INSERT OR UPDATE OF status, place_precision, place_latitude, place_longitude ON posts
      FOR EACH ROW EXECUTE FUNCTION pin_changed_post()`);
    await runner.query(`SELECT pin_post(id) FROM posts`);
    await runner.query(`
      CREATE TABLE towns (
        id integer NOT NULL CONSTRAINT towns_pkey PRIMARY KEY,
        name text NOT NULL,
        search_name text NOT NULL,
        region_code text NOT NULL,
        country_code text NOT NULL,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL,
        population integer NOT NULL
      )`);
    await runner.query(`CREATE INDEX towns_search_idx ON towns (search_name text_pattern_ops, population DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER posts_pinned ON posts`);
    await runner.query(`DROP FUNCTION pin_changed_post, pin_post`);
    await runner.query(`DROP TABLE towns, map_points`);
    await runner.query(`DROP FUNCTION public_coordinate`);
  }
}
