import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Comments with one level of replies. One that was deleted and has replies keeps its place, without its text.
 * `posts.comment_count` counts the others; a trigger keeps it.
 */
export class CreateComments1764000006000 implements MigrationInterface {
  name = 'CreateComments1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts ADD COLUMN comment_count integer NOT NULL DEFAULT 0
        CONSTRAINT posts_comment_count_positive CHECK (comment_count >= 0)`);
    await runner.query(`
      CREATE TABLE comments (
        id uuid NOT NULL CONSTRAINT comments_pkey PRIMARY KEY,
        post_id uuid NOT NULL CONSTRAINT comments_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
        author_id uuid NOT NULL CONSTRAINT comments_author_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        parent_id uuid CONSTRAINT comments_parent_id_fkey REFERENCES comments (id) ON DELETE CASCADE,
        body text NOT NULL CONSTRAINT comments_body_length CHECK (char_length(body) <= 5000),
        body_html text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        edited_at timestamptz(3),
        deleted_at timestamptz(3),
        CONSTRAINT comments_text_whole CHECK ((body = '') = (deleted_at IS NOT NULL))
      )`);
    await runner.query(
      `CREATE INDEX comments_newest_idx ON comments (post_id, created_at DESC, id DESC) WHERE parent_id IS NULL`,
    );
    await runner.query(
      `CREATE INDEX comments_replies_idx ON comments (parent_id, created_at, id) WHERE parent_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX comments_author_id_idx ON comments (author_id)`);
    await runner.query(`
      CREATE FUNCTION count_comments() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP <> 'INSERT' AND OLD.deleted_at IS NULL THEN
          UPDATE posts SET comment_count = comment_count - 1 WHERE id = OLD.post_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.deleted_at IS NULL THEN
          UPDATE posts SET comment_count = comment_count + 1 WHERE id = NEW.post_id;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER comments_counted AFTER INSERT OR UPDATE OF deleted_at OR DELETE ON comments FOR EACH ROW EXECUTE FUNCTION count_comments()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE comments`);
    await runner.query(`DROP FUNCTION count_comments`);
    await runner.query(`ALTER TABLE posts DROP COLUMN comment_count`);
  }
}
