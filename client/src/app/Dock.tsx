import { Bell, BookOpen, LogIn, type LucideIcon, Map, PenLine, User, UserPlus } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { Link, useLocation } from '../lib/router.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { lazyPart } from '../lib/lazy-part.js';
import { isHere } from './is-here.js';

const NewsBadge = lazyPart(() => import('../features/notifications/NewsBadge.js'));

interface ItemProps {
  to: string;
  icon: LucideIcon;
  text: string;
  children?: ReactNode;
}

function Item({ to, icon: Icon, text, children }: ItemProps) {
  const { pathname } = useLocation();
  return (
    <Link to={to} aria-current={isHere(to, pathname) ? 'page' : undefined}>
      <Icon className="icon" aria-hidden="true" />
      <span>{text}</span>
      {children}
    </Link>
  );
}

/** On a phone: the places one goes to most, under the thumb. */
export function Dock() {
  const state = useSessionState();
  // A story brings a dock of its own.
  if (useLocation().pathname.startsWith('/stories/')) return null;
  return (
    <nav className="dock" aria-label="Quick">
      <Item to="/" icon={BookOpen} text="Stories" />
      <Item to="/map" icon={Map} text="Map" />
      {state.status === 'guest' && (
        <>
          <Item to="/login" icon={LogIn} text="Sign in" />
          <Item to="/register" icon={UserPlus} text="Sign up" />
        </>
      )}
      {state.status !== 'guest' && (
        <>
          <Item to="/write" icon={PenLine} text="Write" />
          <Item to="/notifications" icon={Bell} text="News">
            {state.status === 'signedIn' && (
              <Suspense>
                <NewsBadge />
              </Suspense>
            )}
          </Item>
          {/* Until it is known who it is, a page that leads there, too. */}
          <Item to={state.status === 'signedIn' ? `/@${state.viewer.username}` : '/settings'} icon={User} text="You" />
        </>
      )}
    </nav>
  );
}
