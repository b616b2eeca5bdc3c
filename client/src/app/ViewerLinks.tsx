import { Bell, Bookmark, FilePenLine, LogOut, PenLine, Settings, User } from 'lucide-react';
import { Link, NavLink } from '../lib/router.js';
import NewsBadge from '../features/notifications/NewsBadge.js';
import type { SessionViewer } from '../features/session/session.js';
import { useSignOut } from '../features/session/SignOut.js';
import { Avatar } from '../ui/Avatar.js';
import { Menu } from '../ui/Menu.js';

/** What the header has for people who are signed in. */
export default function ViewerLinks({ viewer }: { viewer: SessionViewer }) {
  const { signOut, question } = useSignOut();
  return (
    <>
      <li>
        <NavLink className="ibtn wide-only" to="/notifications">
          <Bell className="icon" aria-hidden="true" />
          <span className="vh">Notifications</span>
          <NewsBadge />
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
