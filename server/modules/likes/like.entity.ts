import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('likes')
@Index('likes_newest_idx', { synchronize: false })
export class LikeRow {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'likes_pkey' })
  userId: string;

  @Index('likes_post_id_idx')
  @PrimaryColumn('uuid', { name: 'post_id', primaryKeyConstraintName: 'likes_pkey' })
  postId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
