import { type DocumentNode, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { apiUrl } from './client.js';
import type { Credentials } from './links.js';

interface Listener {
  next(data: unknown): void;
  /** After a connection that was lost: what came meanwhile was missed. */
  reconnected(): void;
}

let client: Client | undefined;
let whose: Credentials | undefined;
const listeners = new Set<Listener>();

/** One connection for all that listen, open while somebody does; it renews itself and its token. */
function clientOf(credentials: Credentials): Client {
  if (client && whose === credentials) return client;
  const url = new URL(apiUrl(), location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  let connections = 0;
  whose = credentials;
  client = createClient({
    url: url.href,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    connectionParams: async () => {
      const token = await credentials.token().catch(() => undefined);
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      connected: () => {
        connections += 1;
        if (connections > 1) for (const listener of listeners) listener.reconnected();
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
  return () => {
    listeners.delete(listener);
    stop();
  };
}
