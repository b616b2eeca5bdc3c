import { createContext, type ReactNode, use, useEffect, useSyncExternalStore } from 'react';
import { guest, type Session, type SessionState, type SessionViewer } from './session.js';

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  // The header should know whom it greets before any page asks; without an answer the pages say so.
  useEffect(() => session.watch(), [session]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider around it');
  return session;
}

/** A page that comes as HTML is a guest's. It must be the very object that a guest's session has, or React draws again. */
const serverSnapshot = (): SessionState => guest;

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.snapshot, serverSnapshot);
}

/** Who is signed in; undefined for a guest, and until it is known. */
export function useViewer(): SessionViewer | undefined {
  const state = useSessionState();
  return state.status === 'signedIn' ? state.viewer : undefined;
}
