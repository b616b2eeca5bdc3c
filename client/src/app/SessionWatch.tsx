import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../features/session/SessionProvider.js';
import { useToasts } from '../ui/toasts.js';

/** Tells a person whose session Wander ended. The editor says it by itself, beside the text. */
export function SessionWatch() {
  const session = useSession();
  const { show } = useToasts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(
    () =>
      session.subscribe((event) => {
        if (event !== 'over' || pathname.startsWith('/write')) return;
        show({
          text: 'You were signed out. What you wrote is kept in this browser.',
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
