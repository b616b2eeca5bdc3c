import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stories, their tags, and the counters that lists read. `post_tags.published_at` repeats the story's while it is
 * public, so that one index carries a tag's list; triggers keep it and the counters.
 */
export class CreatePosts1764000002000 implements MigrationInterface {
  name = 'CreatePosts1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE posts (
        id uuid NOT NULL CONSTRAINT posts_pkey PRIMARY KEY,
        author_id uuid NOT NULL CONSTRAINT posts_author_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        title text NOT NULL CONSTRAINT posts_title_length CHECK (char_length(title) <= 200),
        slug text CONSTRAINT posts_slug_key UNIQUE
          CONSTRAINT posts_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) <= 80),
        body text NOT NULL CONSTRAINT posts_body_length CHECK (char_length(body) <= 50000),
        body_html text NOT NULL,
        excerpt text NOT NULL,
        reading_minutes integer NOT NULL CONSTRAINT posts_reading_minutes_positive CHECK (reading_minutes >= 1),
        status text NOT NULL DEFAULT 'DRAFT' CONSTRAINT posts_status_known CHECK (status IN ('DRAFT', 'PUBLISHED')),
        version integer NOT NULL DEFAULT 1 CONSTRAINT posts_version_positive CHECK (version >= 1),
        place_name text CONSTRAINT posts_place_name_length CHECK (char_length(place_name) BETWEEN 1 AND 100),
        place_country_code text CONSTRAINT posts_place_country_form CHECK (place_country_code ~ '^[A-Z]{2}$'),
        place_latitude double precision CONSTRAINT posts_place_latitude_range CHECK (place_latitude BETWEEN -90 AND 90),
        place_longitude double precision
          CONSTRAINT posts_place_longitude_range CHECK (place_longitude BETWEEN -180 AND 180),
        place_precision text
          CONSTRAINT posts_place_precision_known CHECK (place_precision IN ('EXACT', 'CITY', 'COUNTRY')),
        published_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT posts_published_whole CHECK (
          status = 'DRAFT' OR (published_at IS NOT NULL AND slug IS NOT NULL AND title <> '' AND body <> '')),
        CONSTRAINT posts_place_whole CHECK (
          (place_name IS NULL) = (place_country_code IS NULL) AND (place_name IS NULL) = (place_precision IS NULL)
          AND (place_latitude IS NULL) = (place_longitude IS NULL)
          AND (place_name IS NOT NULL OR place_latitude IS NULL))
      )`);
    await runner.query(
      `CREATE INDEX posts_newest_idx ON posts (published_at DESC, id DESC) WHERE status = 'PUBLISHED'`,
    );
    await runner.query(
      `CREATE INDEX posts_author_newest_idx ON posts (author_id, published_at DESC, id DESC) WHERE status = 'PUBLISHED'`,
    );
    await runner.query(
      `CREATE INDEX posts_drafts_idx ON posts (author_id, updated_at DESC, id DESC) WHERE status = 'DRAFT'`,
    );
    await runner.query(`
      CREATE TABLE tags (
        id uuid NOT NULL CONSTRAINT tags_pkey PRIMARY KEY,
        slug text NOT NULL CONSTRAINT tags_slug_key UNIQUE
          CONSTRAINT tags_slug_length CHECK (char_length(slug) BETWEEN 1 AND 60),
        name text NOT NULL CONSTRAINT tags_name_length CHECK (char_length(name) BETWEEN 1 AND 30),
        post_count integer NOT NULL DEFAULT 0 CONSTRAINT tags_post_count_positive CHECK (post_count >= 0)
      )`);
    await runner.query(`CREATE INDEX tags_most_used_idx ON tags (post_count DESC, slug) WHERE post_count > 0`);
    await runner.query(`
      CREATE TABLE post_tags (
        post_id uuid NOT NULL CONSTRAINT post_tags_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
        tag_id uuid NOT NULL CONSTRAINT post_tags_tag_id_fkey REFERENCES tags (id),
        position smallint NOT NULL CONSTRAINT post_tags_position_range CHECK (position BETWEEN 0 AND 4),
        name text CONSTRAINT post_tags_name_length CHECK (char_length(name) BETWEEN 1 AND 30),
        published_at timestamptz(3),
        CONSTRAINT post_tags_pkey PRIMARY KEY (post_id, tag_id)
      )`);
    await runner.query(
      `CREATE INDEX post_tags_newest_idx ON post_tags (tag_id, published_at DESC, post_id DESC) WHERE published_at IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id)`);
    await runner.query(`
      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL CONSTRAINT idempotency_keys_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        mutation text NOT NULL,
        key text NOT NULL CONSTRAINT idempotency_keys_key_length CHECK (char_length(key) BETWEEN 1 AND 64),
        result_id uuid NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, mutation, key)
      )`);
    await runner.query(`CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at)`);

    await runner.query(`
      CREATE FUNCTION count_posts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' AND OLD.status = 'PUBLISHED' THEN
          UPDATE users SET post_count = post_count - 1 WHERE id = OLD.author_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.status = 'PUBLISHED' THEN
          UPDATE users SET post_count = post_count + 1 WHERE id = NEW.author_id;
        END IF;
        IF TG_OP = 'UPDATE' THEN
          UPDATE post_tags SET published_at = CASE WHEN NEW.status = 'PUBLISHED' THEN NEW.published_at END
          WHERE post_id = NEW.id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER posts_counted AFTER INSERT OR DELETE ON posts FOR EACH ROW EXECUTE FUNCTION count_posts()`,
    );
    await runner.query(`
      CREATE TRIGGER posts_recounted AFTER UPDATE OF status, published_at ON posts FOR EACH ROW
      WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.published_at IS DISTINCT FROM NEW.published_at)
      EXECUTE FUNCTION count_posts()`);
    await runner.query(`
      CREATE FUNCTION count_post_tags() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' AND OLD.published_at IS NOT NULL THEN
          UPDATE tags SET post_count = post_count - 1 WHERE id = OLD.tag_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.published_at IS NOT NULL THEN
          UPDATE tags SET post_count = post_count + 1 WHERE id = NEW.tag_id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER post_tags_counted AFTER INSERT OR UPDATE OF published_at OR DELETE ON post_tags FOR EACH ROW EXECUTE FUNCTION count_post_tags()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_keys, post_tags, tags, posts`);
    await runner.query(`DROP FUNCTION count_post_tags, count_posts`);
  }
}
