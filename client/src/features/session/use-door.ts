import { useLocation, useNavigate } from 'react-router';
import { useToasts } from '../../ui/toasts.js';
import { useSessionState } from './SessionProvider.js';

/** For what needs an account: does it, for the person who is signed in, or leads a guest to the door, and back. */
export function useDoor(): (act: (person: string | undefined) => unknown) => void {
  const state = useSessionState();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { show } = useToasts();
  return (act) => {
    if (state.status === 'guest') void navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
    else
      Promise.resolve(act(state.status === 'signedIn' ? state.viewer.id : undefined)).catch(() =>
        show('Wander did not answer.'),
      );
  };
}
