import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('moderation_log')
@Index('moderation_log_subject_idx', { synchronize: false })
export class ModerationLogRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'moderation_log_pkey' })
  id: string;

  @Column('uuid', { name: 'moderator_id', nullable: true })
  moderatorId: string | null;

  @Column('text', { default: 'REMOVE' })
  action: 'REMOVE' | 'RESTORE';

  @Column('text')
  subject: 'POST' | 'COMMENT';

  @Column('uuid', { name: 'subject_id' })
  subjectId: string;

  @Column('uuid', { name: 'author_id', nullable: true })
  authorId: string | null;

  @Column('text')
  text: string;

  @Column('text')
  reason: string;

  @Index('moderation_log_created_at_idx')
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
