import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pairs of people. The counters of both are kept by a trigger, whose statements lock the two in the order of their ids.
 * `posts_newest_idx` gets the writer, so that a feed walks the newest stories without reading those of others.
 */
export class CreateFollows1764000005000 implements MigrationInterface {
  name = 'CreateFollows1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users
        ADD COLUMN follower_count integer NOT NULL DEFAULT 0
          CONSTRAINT users_follower_count_positive CHECK (follower_count >= 0),
        ADD COLUMN following_count integer NOT NULL DEFAULT 0
          CONSTRAINT users_following_count_positive CHECK (following_count >= 0)`);
    await runner.query(`
      CREATE TABLE follows (
        follower_id uuid NOT NULL CONSTRAINT follows_follower_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        followee_id uuid NOT NULL CONSTRAINT follows_followee_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT follows_pkey PRIMARY KEY (follower_id, followee_id),
        CONSTRAINT follows_others_known CHECK (follower_id <> followee_id)
      )`);
    await runner.query(
      `CREATE INDEX follows_newest_followers_idx ON follows (followee_id, created_at DESC, follower_id DESC)`,
    );
    await runner.query(
      `CREATE INDEX follows_newest_followed_idx ON follows (follower_id, created_at DESC, followee_id DESC)`,
    );
    await runner.query(
      `CREATE INDEX users_worth_following_idx ON users (follower_count DESC, id DESC) WHERE post_count > 0`,
    );
    await runner.query(`
      CREATE FUNCTION count_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        pair follows := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
        change integer := CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE -1 END;
      BEGIN
        PERFORM 1 FROM users WHERE id IN (pair.follower_id, pair.followee_id) ORDER BY id FOR NO KEY UPDATE;
        UPDATE users SET following_count = following_count + change WHERE id = pair.follower_id;
        UPDATE users SET follower_count = follower_count + change WHERE id = pair.followee_id;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER follows_counted AFTER INSERT OR DELETE ON follows FOR EACH ROW EXECUTE FUNCTION count_follows()`,
    );
    await runner.query(`DROP INDEX posts_newest_idx`);
    await runner.query(
      `CREATE INDEX posts_newest_idx ON posts (published_at DESC, id DESC) INCLUDE (author_id) WHERE status = 'PUBLISHED'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX posts_newest_idx`);
    await runner.query(
      `CREATE INDEX posts_newest_idx ON posts (published_at DESC, id DESC) WHERE status = 'PUBLISHED'`,
    );
    await runner.query(`DROP TABLE follows`);
    await runner.query(`DROP FUNCTION count_follows`);
    await runner.query(`DROP INDEX users_worth_following_idx`);
    await runner.query(`ALTER TABLE users DROP COLUMN follower_count, DROP COLUMN following_count`);
  }
}
