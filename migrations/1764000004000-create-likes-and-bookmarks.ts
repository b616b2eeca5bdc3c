import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pairs of a person and a story. `posts.like_count` is kept by a trigger; nobody counts bookmarks. */
export class CreateLikesAndBookmarks1764000004000 implements MigrationInterface {
  name = 'CreateLikesAndBookmarks1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts ADD COLUMN like_count integer NOT NULL DEFAULT 0
        CONSTRAINT posts_like_count_positive CHECK (like_count >= 0)`);
    await runner.query(
      `CREATE INDEX posts_most_liked_idx ON posts (like_count DESC, id DESC) WHERE status = 'PUBLISHED'`,
    );
    for (const pair of ['likes', 'bookmarks'])
      await runner.query(`
        CREATE TABLE ${pair} (
          user_id uuid NOT NULL CONSTRAINT ${pair}_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
          post_id uuid NOT NULL CONSTRAINT ${pair}_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
          created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
          CONSTRAINT ${pair}_pkey PRIMARY KEY (user_id, post_id)
        )`);
    await runner.query(`CREATE INDEX likes_post_id_idx ON likes (post_id)`);
    await runner.query(`CREATE INDEX bookmarks_post_id_idx ON bookmarks (post_id)`);
    await runner.query(`CREATE INDEX bookmarks_newest_idx ON bookmarks (user_id, created_at DESC, post_id DESC)`);
    await runner.query(`
      CREATE FUNCTION count_likes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          UPDATE posts SET like_count = like_count + 1 WHERE id = NEW.post_id;
        ELSE
          UPDATE posts SET like_count = like_count - 1 WHERE id = OLD.post_id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER likes_counted AFTER INSERT OR DELETE ON likes FOR EACH ROW EXECUTE FUNCTION count_likes()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE likes, bookmarks`);
    await runner.query(`DROP FUNCTION count_likes`);
    await runner.query(`ALTER TABLE posts DROP COLUMN like_count`);
  }
}
