import { Suspense } from 'react';
import { Search } from 'lucide-react';
import { Link, NavLink, useLocation } from '../lib/router.js';
import { useSessionState } from '../features/session/SessionProvider.js';
import { Brand } from '../ui/Brand.js';
import { useSearchPalette } from './Shortcuts.js';
import { isHere } from './is-here.js';
import { useReturnPath } from './return-path.js';
import { lazyPart } from '../lib/lazy-part.js';

/** Guests do without. */
const ViewerLinks = lazyPart(() => import('./ViewerLinks.js'));

export function Header() {
  const state = useSessionState();
  const search = useSearchPalette();
  const { pathname } = useLocation();
  return (
    <header className="site">
      <div className="wrap">
        <Brand />
        <nav aria-label="Main">
          <ul>
            <li>
              <Link className="link wide-only" to="/" aria-current={isHere('/', pathname) ? 'page' : undefined}>
                Stories
              </Link>
            </li>
            <li>
              <NavLink className="link wide-only" to="/map">
                Map
              </NavLink>
            </li>
            <li>
              <button className="findbox" type="button" aria-keyshortcuts="/" onClick={search}>
                <Search className="icon" aria-hidden="true" />
                <span>Search</span>
                <kbd aria-hidden="true">/</kbd>
              </button>
            </li>
          </ul>
          <ul className="account">
            {state.status === 'guest' && <GuestLinks />}
            {state.status === 'signedIn' ? (
              <Suspense fallback={<ViewerRoom />}>
                <ViewerLinks viewer={state.viewer} />
              </Suspense>
            ) : (
              <ViewerRoom />
            )}
          </ul>
        </nav>
      </div>
    </header>
  );
}

/** As wide as what comes for whoever is signed in; only there where somebody may be. */
const ViewerRoom = () => <li className="viewer-room" aria-hidden="true" />;

function GuestLinks() {
  const query = useReturnPath();
  return (
    <>
      <li className="for-guests">
        <Link className="link" to={`/login${query}`}>
          Sign in
        </Link>
      </li>
      <li className="for-guests">
        <Link className="btn sm wide-only" to={`/register${query}`}>
          Sign up
        </Link>
      </li>
    </>
  );
}
