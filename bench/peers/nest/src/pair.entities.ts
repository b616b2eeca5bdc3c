import { Entity, PrimaryColumn } from 'typeorm';

@Entity('likes')
export class Like {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('uuid', { name: 'post_id' })
  postId: string;
}

@Entity('follows')
export class Follow {
  @PrimaryColumn('uuid', { name: 'follower_id' })
  followerId: string;

  @PrimaryColumn('uuid', { name: 'followee_id' })
  followeeId: string;
}
