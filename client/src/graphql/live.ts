import { type DocumentNode, print } from 'graphql';
import { type Client, CloseCode, createClient } from 'graphql-ws';
import { apiUrl } from './client.js';
import type { Credentials } from './links.js';

interface Listener {
  next(data: unknown): void;
  /** From now on it hears; what came before, or while a connection was lost, it missed. */
  connected(): void;
}

let client: Client | undefined;
let whose: Credentials | undefined;
let isOpen = false;
const listeners = new Set<Listener>();
/** Between two tries, at most. */
const maxWaitMs = 30_000;

/** One connection for all that listen, open while somebody does; it renews itself and its token. */
function clientOf(credentials: Credentials): Client {
  if (client && whose === credentials) return client;
  const url = new URL(apiUrl(), location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  let token: string | undefined;
  let refused: string | undefined;
  whose = credentials;
  client = createClient({
    url: url.href,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) =>
      new Promise((resolve) => setTimeout(resolve, Math.min(1_000 * 2 ** tries, maxWaitMs) + 1_000 * Math.random())),
    connectionParams: async () => {
      const asked = refused === undefined ? credentials.token() : credentials.renew(refused);
      token = await asked.catch(() => undefined);
      refused = undefined;
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      closed: (event) => {
        if ((event as CloseEvent).code === CloseCode.Forbidden) refused = token;
        isOpen = false;
      },
      connected: () => {
        isOpen = true;
        for (const listener of listeners) listener.connected();
      },
    },
  });
  return client;
}

/** Listens to a subscription until the returned function is called. What is refused is not asked again. */
export function listen(
  credentials: Credentials,
  document: DocumentNode,
  variables: Record<string, unknown>,
  listener: Listener,
): () => void {
  listeners.add(listener);
  const stop = clientOf(credentials).subscribe(
    { query: print(document), variables },
    {
      next: ({ data }) => {
        if (data) listener.next(data);
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  if (isOpen) listener.connected();
  return () => {
    listeners.delete(listener);
    stop();
  };
}
