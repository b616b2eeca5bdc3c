import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('follows')
@Index('follows_newest_followers_idx', { synchronize: false })
@Index('follows_newest_followed_idx', { synchronize: false })
export class FollowRow {
  @PrimaryColumn('uuid', { name: 'follower_id', primaryKeyConstraintName: 'follows_pkey' })
  followerId: string;

  @PrimaryColumn('uuid', { name: 'followee_id', primaryKeyConstraintName: 'follows_pkey' })
  followeeId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;
}
