import type { Role } from '../../platform/auth/index.js';
import { sql } from '../../platform/database/index.js';

/** A user as lists read it: what is public, and nothing else. */
export interface UserRecord {
  id: string;
  username: string;
  name: string;
  bio: string;
  role: Role;
  createdAt: string;
  postCount: number;
  followerCount: number;
  followingCount: number;
}

/** The columns of a UserRecord, of a table called `u`. */
export const userColumns = sql`u.id, u.username, u.name, u.bio, u.role, u.created_at as "createdAt", u.post_count as "postCount",
  u.follower_count as "followerCount", u.following_count as "followingCount"`;

/** A UserRecord as one JSON value, of a table called `u`: for lists of what somebody wrote. */
export const userJson = sql`json_build_object('id', u.id, 'username', u.username, 'name', u.name, 'bio', u.bio,
  'role', u.role, 'createdAt', to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'postCount', u.post_count, 'followerCount', u.follower_count, 'followingCount', u.following_count)`;
