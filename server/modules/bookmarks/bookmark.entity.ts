import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('bookmarks')
@Index('bookmarks_newest_idx', { synchronize: false })
export class BookmarkRow {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'bookmarks_pkey' })
  userId: string;

  @Index('bookmarks_post_id_idx')
  @PrimaryColumn('uuid', { name: 'post_id', primaryKeyConstraintName: 'bookmarks_pkey' })
  postId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
