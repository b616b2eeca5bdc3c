import { useLocation, useNavigate } from '../../lib/router.js';
import { useToasts } from '../../ui/toasts.js';
import type { PendingAction } from './pending-action.js';
import { useSession } from './SessionProvider.js';

/**
 * For what needs an account: does it, for the person who is signed in, or leads a guest to the door, and back; what is
 * `pending` is done then.
 */
export function useDoor(): (act: (person: string | undefined) => unknown, pending?: PendingAction) => void {
  const session = useSession();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const { show } = useToasts();
  return (act, pending) => {
    const state = session.snapshot();
    if (state.status === 'guest') {
      if (pending) void import('./pending-action.js').then(({ keepAction }) => keepAction(pending));
      void navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
    } else
      Promise.resolve(act(state.status === 'signedIn' ? state.viewer.id : undefined)).catch(() =>
        show('Wander isn’t responding.'),
      );
  };
}
