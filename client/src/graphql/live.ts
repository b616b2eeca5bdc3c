import { type DocumentNode, print } from 'graphql';
import { type Client, CloseCode, createClient } from 'graphql-ws';
import { apiUrl } from './api-url.js';
import type { Credentials } from './credentials.js';

interface Listener {
  next(data: unknown): void;
  /** From now on it hears; what came before, or while a connection was lost, it missed. */
  connected(): void;
}

/** How often the server is asked whether it is still there, and how long it may take to say so. */
const pingMs = 30_000;
const pongMs = 10_000;
let client: Client | undefined;
let whose: Credentials | undefined;
let isOpen = false;
const listeners = new Set<Listener>();
/** Between two tries, at most. */
const maxWaitMs = 30_000;
/** After the server has closed the connection because this client asked too much of it. */
const waitAfterFloodMs = 60_000;
const waitMs = (tries: number) => Math.min(1_000 * 2 ** tries, maxWaitMs) + 1_000 * Math.random();

/** One connection for all that listen, open while somebody does; it renews itself and its token. */
function clientOf(credentials: Credentials): Client {
  if (client && whose === credentials) return client;
  const url = new URL(apiUrl(), location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  let token: string | undefined;
  let refused: string | undefined;
  let pong: ReturnType<typeof setTimeout> | undefined;
  whose = credentials;
  const own = createClient({
    url: url.href,
    keepAlive: pingMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) => new Promise((resolve) => setTimeout(resolve, waitMs(tries))),
    // Rejects while a token cannot be had: who is signed in does not listen as a guest.
    connectionParams: async () => {
      token = await (refused === undefined ? credentials.token() : credentials.renew(refused));
      refused = undefined;
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      // Behind some networks a connection falls silent, and neither side is told.
      ping: (isReceived) => {
        if (!isReceived) pong = setTimeout(() => own.terminate(), pongMs);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pong);
      },
      closed: (event) => {
        clearTimeout(pong);
        if ((event as CloseEvent).code === CloseCode.Forbidden) refused = token;
        isOpen = false;
      },
      connected: () => {
        isOpen = true;
        for (const listener of listeners) listener.connected();
      },
    },
  });
  client = own;
  return client;
}

/** What asking again does not change: the story is gone, or never was. */
const final = new Set(['NOT_FOUND', 'BAD_USER_INPUT', 'FORBIDDEN']);
const isFinal = (error: unknown): boolean =>
  Array.isArray(error) &&
  error.some(({ extensions }: { extensions?: { code?: string } }) => final.has(extensions?.code ?? ''));

/** The server closes a connection with 1008 when it was sent too much: coming back at once would make it worse. */
const isPolicyViolation = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 1008;

/**
 * Listens to a subscription until the returned function is called. What fails is tried again later, also what the
 * connection takes for the end: no room for one more, a token that cannot be had just now.
 */
export function listen(
  credentials: Credentials,
  document: DocumentNode,
  variables: Record<string, unknown>,
  listener: Listener,
): () => void {
  let stop = (): void => undefined;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  let tries = 0;
  const begin = () => {
    listeners.add(listener);
    stop = clientOf(credentials).subscribe(
      { query: print(document), variables },
      {
        next: ({ data }) => {
          tries = 0;
          if (data) listener.next(data);
        },
        error: (error) => {
          listeners.delete(listener);
          if (isFinal(error)) return;
          timer = setTimeout(begin, waitMs(tries++) + (isPolicyViolation(error) ? waitAfterFloodMs : 0));
        },
        // The server ended it: it goes away, or there is nothing to hear any more, which it says when asked again.
        complete: () => {
          if (isOver) return;
          listeners.delete(listener);
          timer = setTimeout(begin, waitMs(tries++));
        },
      },
    );
    if (isOpen) listener.connected();
  };
  begin();
  return () => {
    isOver = true;
    listeners.delete(listener);
    clearTimeout(timer);
    stop();
  };
}
