import { type Sql, sql } from '../../platform/database/index.js';
import { type UserRecord, userJson } from '../users/index.js';
import type { NotificationKind } from './notification.type.js';

export interface NotificationRecord {
  id: string;
  userId: string;
  kind: keyof typeof NotificationKind;
  /** Null where the hosts act. */
  actor: UserRecord | null;
  /** Why, for REMOVAL and RESTORATION. */
  reason: string | null;
  postId: string | null;
  commentId: string | null;
  readAt: string | null;
  createdAt: string;
}

export const notificationColumns = sql`n.id, n.user_id as "userId", n.kind, case when u.id is not null then ${userJson} end as actor,
  n.reason, n.post_id as "postId",
  n.comment_id as "commentId", n.read_at as "readAt", n.created_at as "createdAt"`;

/** Those of `notifications` that hold, of stories that the one who is told may see: `n` with its actor `u`, if it has one. */
export const currentAmong = (notifications: Sql): Sql => sql`${notifications} n left join users u on u.id = n.actor_id
  left join posts p on p.id = n.post_id
  where n.is_current and (n.post_id is null or p.status = 'PUBLISHED' or p.author_id = n.user_id)`;

export const currentNotifications = currentAmong(sql`notifications`);
