import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('comments')
@Index('comments_newest_idx', { synchronize: false })
@Index('comments_replies_idx', { synchronize: false })
@Index('comments_answers_id_idx', { synchronize: false })
export class CommentRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'comments_pkey' })
  id: string;

  @Index('comments_post_id_idx')
  @Column('uuid', { name: 'post_id' })
  postId: string;

  @Index('comments_author_id_idx')
  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  /** The reply that it answers, where it answers one; `parentId` is the head of the thread. */
  @Column('uuid', { name: 'answers_id', nullable: true })
  answersId: string | null;

  @Column('text')
  body: string;

  @Column('text', { name: 'body_html' })
  bodyHtml: string;

  /** The people whom its text links to; null where an older version of Wander wrote it. */
  @Column('uuid', { name: 'mentioned_ids', array: true, nullable: true })
  mentionedIds: string[] | null;

  @Column('text', { name: 'removed_reason', nullable: true })
  removedReason: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'edited_at', precision: 3, nullable: true })
  editedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;
}
