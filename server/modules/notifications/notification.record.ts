import { sql } from '../../platform/database/index.js';
import { type UserRecord, userJson } from '../users/index.js';
import type { NotificationKind } from './notification.type.js';

export interface NotificationRecord {
  id: string;
  userId: string;
  kind: keyof typeof NotificationKind;
  actor: UserRecord;
  postId: string | null;
  commentId: string | null;
  readAt: string | null;
  createdAt: string;
}

export const notificationColumns = sql`n.id, n.user_id as "userId", n.kind, ${userJson} as actor, n.post_id as "postId",
  n.comment_id as "commentId", n.read_at as "readAt", n.created_at as "createdAt"`;

/** Those that hold, of stories that the one who is told may see: `n` with its actor `u`. */
export const currentNotifications = sql`notifications n join users u on u.id = n.actor_id
  left join posts p on p.id = n.post_id
  where n.is_current and (n.post_id is null or p.status = 'PUBLISHED' or p.author_id = n.user_id)`;
