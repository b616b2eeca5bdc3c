import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One signed-in browser. Ended sessions keep their row for a while, so that every process learns of their end. */
@Entity('sessions')
@Index('sessions_user_id_last_used_at_idx', ['userId', 'lastUsedAt', 'id'])
export class SessionRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' })
  id: string;

  @Column({ type: 'uuid', name: 'user_id' })
  userId: string;

  @Column({ type: 'text', name: 'user_agent', nullable: true })
  userAgent: string | null;

  @Column({ type: 'text', name: 'ip_address', nullable: true })
  ipAddress: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', precision: 3, default: () => 'clock_timestamp()' })
  lastUsedAt: Date;

  @Index('sessions_revoked_at_idx', { where: 'revoked_at IS NOT NULL' })
  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt: Date | null;
}

/** A link of a session's chain: the SHA-256 of a token, and when it was exchanged for the next. */
@Entity('refresh_tokens')
export class RefreshTokenRow {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'refresh_tokens_pkey' })
  hash: Buffer;

  @Index('refresh_tokens_session_id_idx')
  @Column({ type: 'uuid', name: 'session_id' })
  sessionId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'used_at', precision: 3, nullable: true })
  usedAt: Date | null;
}
