import { NavLink } from '../../lib/router.js';
import { useSessionState } from '../session/SessionProvider.js';

/** Which stories one reads; the route is the state. */
export function StoryTabs() {
  const { status } = useSessionState();
  return (
    <nav aria-label="Which stories">
      <div className="tabs">
        <NavLink to="/" end>
          Latest
        </NavLink>
        {status !== 'guest' && <NavLink to="/following">Following</NavLink>}
        <NavLink to="/map">Map</NavLink>
      </div>
    </nav>
  );
}
