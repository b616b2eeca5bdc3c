import { Bell, Bookmark, FilePenLine, LogOut, PenLine, Settings, User } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { badgeOf, useUnreadCount } from '../features/notifications/unread.js';
import { useSignOut } from '../features/session/SignOut.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import type { SessionViewer } from '../features/session/session.js';
import { Avatar } from '../ui/Avatar.js';
import { Brand } from '../ui/Brand.js';
import { Menu } from '../ui/Menu.js';
import { useReturnPath } from './return-path.js';

export function Header() {
  const state = useSessionState();
  return (
    <header className="site">
      <div className="wrap">
        <Brand />
        <nav aria-label="Main">
          <ul>
            <li>
              <NavLink className="link wide-only" to="/" end>
                Stories
              </NavLink>
            </li>
            {state.status === 'guest' && <GuestLinks />}
            {state.status === 'signedIn' && <ViewerLinks viewer={state.viewer} />}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function GuestLinks() {
  const query = useReturnPath();
  return (
    <>
      <li>
        <Link className="link" to={`/login${query}`}>
          Sign in
        </Link>
      </li>
      <li>
        <Link className="btn sm wide-only" to={`/register${query}`}>
          Join Wander
        </Link>
      </li>
    </>
  );
}

function ViewerLinks({ viewer }: { viewer: SessionViewer }) {
  const { signOut, question } = useSignOut();
  const unread = useUnreadCount();
  return (
    <>
      <li>
        <NavLink
          className="ibtn wide-only"
          to="/notifications"
          aria-label={unread === 0 ? 'Notifications' : `Notifications, ${badgeOf(unread)} unread`}
        >
          <Bell className="icon" aria-hidden="true" />
          {unread > 0 && (
            <span className="badge" aria-hidden="true">
              {badgeOf(unread)}
            </span>
          )}
        </NavLink>
      </li>
      <li>
        <Link className="btn quiet sm wide-only" to="/write">
          <PenLine className="icon" aria-hidden="true" />
          Write
        </Link>
      </li>
      <li>
        <Menu label={`Your menu, ${viewer.name}`} button={<Avatar username={viewer.username} size="2.1rem" />}>
          <Link to={`/@${viewer.username}`}>
            <User className="icon" aria-hidden="true" />
            Profile
          </Link>
          <Link to="/drafts">
            <FilePenLine className="icon" aria-hidden="true" />
            Drafts
          </Link>
          <Link to="/bookmarks">
            <Bookmark className="icon" aria-hidden="true" />
            Bookmarks
          </Link>
          <Link to="/settings">
            <Settings className="icon" aria-hidden="true" />
            Settings
          </Link>
          <hr />
          <button type="button" onClick={() => void signOut()}>
            <LogOut className="icon" aria-hidden="true" />
            Sign out
          </button>
        </Menu>
        {question}
      </li>
    </>
  );
}
