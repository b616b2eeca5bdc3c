import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../../platform/auth/index.js';

@Entity('users')
@Unique('users_username_key', ['username'])
@Unique('users_email_key', ['email'])
@Index('users_worth_following_idx', { synchronize: false })
@Index('users_search_idx', { synchronize: false })
@Index('users_similar_idx', { synchronize: false })
@Index('users_spellings_idx', { synchronize: false })
export class UserRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  id: string;

  @Column('text')
  username: string;

  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  bio: string;

  @Column('text', { default: 'USER' })
  role: Role;

  @Column('text', { name: 'password_hash' })
  passwordHash: string;

  @Column('integer', { name: 'post_count', default: 0 })
  postCount: number;

  @Column('integer', { name: 'follower_count', default: 0 })
  followerCount: number;

  @Column('integer', { name: 'following_count', default: 0 })
  followingCount: number;

  @Column({ type: 'timestamptz', name: 'suspended_at', precision: 3, nullable: true })
  suspendedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'clock_timestamp()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt: Date;
}
