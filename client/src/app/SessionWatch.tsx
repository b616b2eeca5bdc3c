import { useEffect } from 'react';
import { useLocation, useNavigate } from '../lib/router.js';
import { useSession, useSessionState } from '../features/session/SessionProvider.js';
import { useIsHydrated } from '../lib/hydration.js';
import { useToasts } from '../ui/toasts.js';

/** The editor says it beside the text; the doors are where one signs in. */
const sayItThemselves = /^\/(write|login|register)(\/|$)/;

/** Tells a person whose session Wander ended, and styles whether somebody is signed in, as index.html does before. */
export function SessionWatch() {
  const session = useSession();
  const { show } = useToasts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { status } = useSessionState();
  const isHydrated = useIsHydrated();
  useEffect(() => {
    if (!isHydrated) return;
    if (status === 'guest') delete document.documentElement.dataset.session;
    else document.documentElement.dataset.session = status;
  }, [isHydrated, status]);
  useEffect(
    () =>
      session.subscribe((event) => {
        if (event !== 'over' || sayItThemselves.test(pathname)) return;
        show({
          text: 'You were signed out. What you wrote is saved in this browser.',
          action: {
            name: 'Sign in',
            onClick: () => void navigate(`/login?next=${encodeURIComponent(pathname)}`),
          },
        });
      }),
    [session, show, navigate, pathname],
  );
  return null;
}
