import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is signed in where, and the chain of refresh tokens of each session, as SHA-256 only. */
export class CreateSessions1764000003000 implements MigrationInterface {
  name = 'CreateSessions1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        id uuid NOT NULL CONSTRAINT sessions_pkey PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
        user_agent text CONSTRAINT sessions_user_agent_length CHECK (char_length(user_agent) <= 500),
        ip_address text CONSTRAINT sessions_ip_address_length CHECK (char_length(ip_address) <= 45),
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_used_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        revoked_at timestamptz(3)
      )`);
    await runner.query(
      `CREATE INDEX sessions_user_id_last_used_at_idx ON sessions (user_id, last_used_at DESC, id DESC)`,
    );
    await runner.query(`CREATE INDEX sessions_revoked_at_idx ON sessions (revoked_at) WHERE revoked_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE refresh_tokens (
        hash bytea NOT NULL CONSTRAINT refresh_tokens_pkey PRIMARY KEY
          CONSTRAINT refresh_tokens_hash_length CHECK (octet_length(hash) = 32),
        session_id uuid NOT NULL CONSTRAINT refresh_tokens_session_id_fkey REFERENCES sessions (id) ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        used_at timestamptz(3)
      )`);
    await runner.query(`CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE refresh_tokens`);
    await runner.query(`DROP TABLE sessions`);
  }
}
