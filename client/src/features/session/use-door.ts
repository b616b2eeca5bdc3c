import { useLocation, useNavigate } from 'react-router';
import { useToasts } from '../../ui/toasts.js';
import { useSessionState } from './SessionProvider.js';

/** For what needs an account: does it, or leads a guest to the door, and back. */
export function useDoor(): (act: () => unknown) => void {
  const guest = useSessionState().status === 'guest';
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { show } = useToasts();
  return (act) => {
    if (guest) void navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
    else Promise.resolve(act()).catch(() => show('Wander did not answer.'));
  };
}
