import type { TypedDocumentNode } from '@apollo/client';
import { useEffect, useRef } from 'react';
import { onFirstAction } from '../../lib/first-action.js';
import { loadPatiently } from '../../lib/lazy-part.js';
import { useSession, useSessionState } from './SessionProvider.js';

/** The page first. */
const idleMs = 1_000;

interface Live<Data> {
  /** Nothing to listen to. */
  skip?: boolean;
  onData(data: Data): void;
  /** It hears from now on: what came before, or while the connection was lost, was missed. */
  onConnect(): void;
}

/** Listens to a subscription as whoever is signed in; a guest who only reads needs no connection, so it waits for the first thing that a guest does. */
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
    let timer: ReturnType<typeof setTimeout>;
    const beginSoon = () => (timer = setTimeout(() => void begin().catch(() => undefined), idleMs));
    const giveUp = status === 'guest' ? onFirstAction(beginSoon) : undefined;
    if (!giveUp) beginSoon();
    return () => {
      over = true;
      giveUp?.();
      clearTimeout(timer);
      stop();
    };
  }, [session, status, document, asked, skip]);
}
