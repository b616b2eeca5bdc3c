import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSessionState } from './SessionProvider.js';

/** For what needs an account: leads a guest to the door, and back; true when it did. */
export function useDoor(): () => boolean {
  const guest = useSessionState().status === 'guest';
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  return useCallback(() => {
    if (guest) void navigate(`/login?next=${encodeURIComponent(pathname + search)}`);
    return guest;
  }, [guest, navigate, pathname, search]);
}
