import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a create with a key has already made: asked again within a day, it gives the same. */
@Entity('idempotency_keys')
export class IdempotencyKeyRow {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  userId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  mutation: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_keys_pkey' })
  key: string;

  @Column('uuid', { name: 'result_id' })
  resultId: string;

  /** What it was sent with; null for keys of older servers. */
  @Column('text', { name: 'payload_hash', nullable: true })
  payloadHash: string | null;

  @Index('idempotency_keys_created_at_idx')
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
