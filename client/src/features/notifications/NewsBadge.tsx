import { badgeOf, useUnreadCount } from './unread.js';

/** How many notifications are unread; nothing when there are none. Loaded for people who are signed in. */
export default function NewsBadge() {
  const unread = useUnreadCount();
  if (unread === 0) return null;
  return (
    <span className="badge">
      <span>{badgeOf(unread)}</span>
      <span className="vh"> unread</span>
    </span>
  );
}
