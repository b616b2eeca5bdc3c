import { Bell, BookOpen, LogIn, type LucideIcon, PenLine, User, UserPlus } from 'lucide-react';
import { NavLink, useLocation } from 'react-router';
import { badgeOf, useUnreadCount } from '../features/notifications/unread.js';
import { useSessionState } from '../features/session/SessionProvider.js';

interface ItemProps {
  to: string;
  icon: LucideIcon;
  text: string;
  unread?: number;
}

function Item({ to, icon: Icon, text, unread = 0 }: ItemProps) {
  return (
    <NavLink to={to} end>
      <Icon className="icon" aria-hidden="true" />
      {text}
      {unread > 0 && (
        <span className="badge">
          {badgeOf(unread)}
          <span className="vh"> unread</span>
        </span>
      )}
    </NavLink>
  );
}

function News() {
  return <Item to="/notifications" icon={Bell} text="News" unread={useUnreadCount()} />;
}

/** On a phone: the places one goes to most, under the thumb. */
export function Dock() {
  const state = useSessionState();
  // A story brings a dock of its own.
  if (useLocation().pathname.startsWith('/stories/')) return null;
  return (
    <nav className="dock" aria-label="Quick">
      <Item to="/" icon={BookOpen} text="Stories" />
      {state.status === 'guest' && (
        <>
          <Item to="/login" icon={LogIn} text="Sign in" />
          <Item to="/register" icon={UserPlus} text="Join" />
        </>
      )}
      {state.status === 'signedIn' && (
        <>
          <Item to="/write" icon={PenLine} text="Write" />
          <News />
          <Item to={`/@${state.viewer.username}`} icon={User} text="You" />
        </>
      )}
    </nav>
  );
}
