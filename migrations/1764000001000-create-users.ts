import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsers1764000001000 implements MigrationInterface {
  name = 'CreateUsers1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid NOT NULL CONSTRAINT users_pkey PRIMARY KEY,
        username text NOT NULL CONSTRAINT users_username_key UNIQUE
          CONSTRAINT users_username_form CHECK (username ~ '^[a-z0-9_]{3,30}$'),
        email text NOT NULL CONSTRAINT users_email_key UNIQUE
          CONSTRAINT users_email_form CHECK (email = lower(btrim(email)) AND char_length(email) BETWEEN 3 AND 254),
        name text NOT NULL CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 50),
        bio text NOT NULL DEFAULT '' CONSTRAINT users_bio_length CHECK (char_length(bio) <= 300),
        role text NOT NULL DEFAULT 'USER' CONSTRAINT users_role_known CHECK (role IN ('USER', 'MODERATOR', 'ADMIN')),
        password_hash text NOT NULL,
        post_count integer NOT NULL DEFAULT 0 CONSTRAINT users_post_count_positive CHECK (post_count >= 0),
        suspended_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE users`);
  }
}
