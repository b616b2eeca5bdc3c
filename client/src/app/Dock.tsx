import { BookOpen, LogIn, type LucideIcon, PenLine, User, UserPlus } from 'lucide-react';
import { NavLink } from 'react-router';
import { useSessionState } from '../features/session/SessionProvider.js';

function Item({ to, icon: Icon, text }: { to: string; icon: LucideIcon; text: string }) {
  return (
    <NavLink to={to} end>
      <Icon className="icon" aria-hidden="true" />
      {text}
    </NavLink>
  );
}

/** On a phone: the places one goes to most, under the thumb. */
export function Dock() {
  const state = useSessionState();
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
          <Item to={`/@${state.viewer.username}`} icon={User} text="You" />
        </>
      )}
    </nav>
  );
}
