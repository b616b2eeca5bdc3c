import { useLocation, useNavigate } from 'react-router';
import { useToasts } from '../../ui/toasts.js';
import type { PendingAction } from './pending-action.js';
import { useSessionState } from './SessionProvider.js';

/** For what needs an account: does it, or leads a guest to the door, and back; what is `pending` is done then. */
export function useDoor(): (act: () => unknown, pending?: PendingAction) => void {
  const guest = useSessionState().status === 'guest';
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { show } = useToasts();
  return (act, pending) => {
    if (guest) {
      if (pending) void import('./pending-action.js').then(({ keepAction }) => keepAction(pending));
      void navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
    } else Promise.resolve(act()).catch(() => show('Wander isn’t responding.'));
  };
}
