import { createContext, type ReactNode, use, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { readError } from '../../lib/api-error.js';
import { toSignedIn } from './connect.js';
import { Login, Logout, Register } from './documents.js';
import type { Session, SessionState, SessionViewer } from './session.js';

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  useEffect(() => {
    // The header should know whom it greets before any page asks; without an answer the pages say so.
    session.token().catch(() => undefined);
  }, [session]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs a SessionProvider around it');
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

/** Who is signed in; undefined for a guest, and until it is known. */
export function useViewer(): SessionViewer | undefined {
  const state = useSessionState();
  return state.status === 'signedIn' ? state.viewer : undefined;
}

export interface SignUp {
  username: string;
  email: string;
  password: string;
}

export interface Account {
  login(email: string, password: string): Promise<void>;
  register(input: SignUp): Promise<void>;
  /** Ends the session here, or all of them; gives how many ended. */
  logout(everywhere?: boolean): Promise<number>;
}

/** Signing in and out. What Wander refuses is thrown as Apollo's error: see `readError`. */
export function useAccount(): Account {
  const client = useApolloClient();
  const session = useSession();
  return useMemo(
    () => ({
      async login(email, password) {
        const { data } = await client.mutate({
          mutation: Login,
          variables: { input: { email, password } },
          context: { anonymous: true },
          fetchPolicy: 'no-cache',
        });
        if (data?.login) session.signIn(toSignedIn(data.login));
      },
      async register(input) {
        const { data } = await client.mutate({
          mutation: Register,
          variables: { input },
          context: { anonymous: true },
          fetchPolicy: 'no-cache',
        });
        if (data?.register) session.signIn(toSignedIn(data.register));
      },
      async logout(everywhere = false) {
        try {
          const { data } = await client.mutate({ mutation: Logout, variables: { input: { everywhere } } });
          session.end();
          return data?.logout?.endedSessions ?? 0;
        } catch (error) {
          if (readError(error).code !== 'UNAUTHENTICATED') throw error;
          session.end();
          return 0;
        }
      },
    }),
    [client, session],
  );
}
