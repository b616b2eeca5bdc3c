import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../features/session/SessionProvider.js';
import { useToasts } from '../ui/toasts.js';

/** The editor says it beside the text; the doors are where one signs in. */
const sayItThemselves = /^\/(write|login|register)(\/|$)/;

/** Tells a person whose session Wander ended. */
export function SessionWatch() {
  const session = useSession();
  const { show } = useToasts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
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
