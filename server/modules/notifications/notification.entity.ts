import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('notifications')
@Index('notifications_newest_idx', { synchronize: false })
@Index('notifications_unread_idx', { synchronize: false })
@Index('notifications_like_key', { synchronize: false })
@Index('notifications_follow_key', { synchronize: false })
@Index('notifications_comment_key', { synchronize: false })
@Index('notifications_created_at_idx', { synchronize: false })
export class NotificationRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notifications_pkey' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** Null where the hosts act. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('text')
  kind: 'COMMENT' | 'REPLY' | 'LIKE' | 'FOLLOW' | 'MENTION' | 'REMOVAL' | 'RESTORATION';

  @Index('notifications_post_id_idx')
  @Column('uuid', { name: 'post_id', nullable: true })
  postId: string | null;

  @Index('notifications_comment_id_idx', { synchronize: false })
  @Column('uuid', { name: 'comment_id', nullable: true })
  commentId: string | null;

  /** Why something was taken from the public or given back. */
  @Column('text', { nullable: true })
  reason: string | null;

  /** False once what it tells of was taken back. */
  @Column('boolean', { name: 'is_current', default: true })
  isCurrent: boolean;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
