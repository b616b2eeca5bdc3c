import { Suspense } from 'react';
import { Search } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { useSessionState } from '../features/session/SessionProvider.js';
import { Brand } from '../ui/Brand.js';
import { useSearchPalette } from './Shortcuts.js';
import { useReturnPath } from './return-path.js';
import { lazyPart } from '../lib/lazy-part.js';

/** Guests do without. */
const ViewerLinks = lazyPart(() => import('./ViewerLinks.js'));

export function Header() {
  const state = useSessionState();
  const search = useSearchPalette();
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
            <li>
              <NavLink className="link wide-only" to="/map">
                Map
              </NavLink>
            </li>
            <li>
              <button className="ibtn" type="button" aria-label="Search" aria-keyshortcuts="/" onClick={search}>
                <Search className="icon" aria-hidden="true" />
              </button>
            </li>
            {state.status === 'guest' && <GuestLinks />}
            {state.status === 'signedIn' && (
              <Suspense>
                <ViewerLinks viewer={state.viewer} />
              </Suspense>
            )}
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
