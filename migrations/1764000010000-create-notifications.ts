import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people are told. The rows are written by triggers on likes, follows and comments: in the same transaction as what
 * they tell of, so that none is lost, and without those modules knowing. Nobody is told of their own doings. What is
 * taken back takes its notification with it; done again, it does not tell twice, as the old row keeps its time.
 */
export class CreateNotifications1764000010000 implements MigrationInterface {
  name = 'CreateNotifications1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notifications (
        id uuid NOT NULL CONSTRAINT notifications_pkey PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT notifications_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        actor_id uuid NOT NULL CONSTRAINT notifications_actor_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        kind text NOT NULL
          CONSTRAINT notifications_kind_known CHECK (kind IN ('COMMENT', 'REPLY', 'LIKE', 'FOLLOW', 'MENTION')),
        post_id uuid CONSTRAINT notifications_post_id_fkey REFERENCES posts (id) ON DELETE CASCADE,
        comment_id uuid CONSTRAINT notifications_comment_id_fkey REFERENCES comments (id) ON DELETE CASCADE,
        is_current boolean NOT NULL DEFAULT true,
        read_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT notifications_subject_whole CHECK (
          (kind = 'FOLLOW') = (post_id IS NULL) AND (kind IN ('COMMENT', 'REPLY', 'MENTION')) = (comment_id IS NOT NULL))
      )`);
    await runner.query(
      `CREATE INDEX notifications_newest_idx ON notifications (user_id, created_at DESC, id DESC) WHERE is_current`,
    );
    await runner.query(
      `CREATE INDEX notifications_unread_idx ON notifications (user_id, created_at DESC, id DESC) WHERE is_current AND read_at IS NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX notifications_like_key ON notifications (actor_id, post_id) WHERE kind = 'LIKE'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX notifications_follow_key ON notifications (actor_id, user_id) WHERE kind = 'FOLLOW'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX notifications_comment_key ON notifications (comment_id, user_id) WHERE comment_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX notifications_post_id_idx ON notifications (post_id)`);

    await runner.query(`
      CREATE FUNCTION notify_of_likes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          UPDATE notifications SET is_current = false
          WHERE kind = 'LIKE' AND actor_id = OLD.user_id AND post_id = OLD.post_id;
          RETURN NULL;
        END IF;
        INSERT INTO notifications (id, user_id, actor_id, kind, post_id)
        SELECT gen_random_uuid(), author_id, NEW.user_id, 'LIKE', id FROM posts
        WHERE id = NEW.post_id AND author_id <> NEW.user_id
        ON CONFLICT (actor_id, post_id) WHERE kind = 'LIKE' DO UPDATE SET is_current = true;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER likes_told AFTER INSERT OR DELETE ON likes FOR EACH ROW EXECUTE FUNCTION notify_of_likes()`,
    );
    await runner.query(`
      CREATE FUNCTION notify_of_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' THEN
          UPDATE notifications SET is_current = false
          WHERE kind = 'FOLLOW' AND actor_id = OLD.follower_id AND user_id = OLD.followee_id;
          RETURN NULL;
        END IF;
        INSERT INTO notifications (id, user_id, actor_id, kind)
        VALUES (gen_random_uuid(), NEW.followee_id, NEW.follower_id, 'FOLLOW')
        ON CONFLICT (actor_id, user_id) WHERE kind = 'FOLLOW' DO UPDATE SET is_current = true;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER follows_told AFTER INSERT OR DELETE ON follows FOR EACH ROW EXECUTE FUNCTION notify_of_follows()`,
    );
    // The author of the answered comment first, then the story's writer, then whoever is mentioned: each is told once.
    await runner.query(`
      CREATE FUNCTION notify_of_comments() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.deleted_at IS NOT NULL THEN
          DELETE FROM notifications WHERE comment_id = NEW.id;
          RETURN NULL;
        END IF;
        INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id)
        SELECT gen_random_uuid(), told.user_id, NEW.author_id, told.kind, NEW.post_id, NEW.id
        FROM (
          SELECT DISTINCT ON (user_id) user_id, kind FROM (
            SELECT author_id AS user_id, 'REPLY' AS kind, 1 AS rank FROM comments
            WHERE id = NEW.parent_id AND deleted_at IS NULL
            UNION ALL SELECT author_id, 'COMMENT', 2 FROM posts WHERE id = NEW.post_id
            UNION ALL (SELECT DISTINCT u.id, 'MENTION', 3
              FROM regexp_matches(NEW.body, '(?:^|[^A-Za-z0-9_@/.-])@([A-Za-z0-9_]{3,30})(?![A-Za-z0-9_])', 'g') AS m
              JOIN users u ON u.username = lower(m[1]) LIMIT 10)
          ) AS all_of_them ORDER BY user_id, rank
        ) AS told
        WHERE told.user_id <> NEW.author_id
        ON CONFLICT (comment_id, user_id) WHERE comment_id IS NOT NULL DO NOTHING;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER comments_told AFTER INSERT OR UPDATE OF body, deleted_at ON comments FOR EACH ROW EXECUTE FUNCTION notify_of_comments()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER comments_told ON comments`);
    await runner.query(`DROP TRIGGER follows_told ON follows`);
    await runner.query(`DROP TRIGGER likes_told ON likes`);
    await runner.query(`DROP FUNCTION notify_of_comments, notify_of_follows, notify_of_likes`);
    await runner.query(`DROP TABLE notifications`);
  }
}
