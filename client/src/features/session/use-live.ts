import type { TypedDocumentNode } from '@apollo/client';
import { useEffect, useRef } from 'react';
import { loadPatiently } from '../../lib/lazy-part.js';
import { useSession, useSessionState } from './SessionProvider.js';

interface Live<Data> {
  /** Nothing to listen to. */
  skip?: boolean;
  onData(data: Data): void;
  /** It hears from now on: what came before, or while the connection was lost, was missed. */
  onConnect(): void;
}

/** Listens to a subscription once the page is idle, as whoever is signed in. */
export function useLive<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { skip = false, onData, onConnect }: Live<Data>,
): void {
  const session = useSession();
  const { status } = useSessionState();
  const latest = useRef({ onData, onConnect });
  useEffect(() => {
    latest.current = { onData, onConnect };
  });
  const asked = JSON.stringify(variables);

  useEffect(() => {
    if (skip || status === 'unknown') return undefined;
    let stop = (): void => undefined;
    let over = false;
    const begin = async () => {
      const { listen } = await loadPatiently(() => import('../../graphql/live.js'));
      if (over) return;
      stop = listen(session, document, JSON.parse(asked) as Variables, {
        next: (data) => latest.current.onData(data as Data),
        connected: () => latest.current.onConnect(),
      });
    };
    const timer = setTimeout(() => void begin().catch(() => undefined), 1_000);
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, [session, status, document, asked, skip]);
}
