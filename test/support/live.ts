import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Long enough for a busy machine; only a failure takes so long. */
const PATIENCE_MS = 20_000;

/** @throws when it does not become so in time. */
export async function until(check: () => boolean | Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  for (const start = Date.now(); Date.now() - start < patienceMs; await sleep(10)) if (await check()) return;
  throw new Error(`it did not happen: ${check.toString()}`);
}

// The shape of what is heard is the test's own knowledge.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Message = any;

export interface Heard {
  results: Message[];
  ended: Promise<unknown>;
  close(): void;
}

/** Subscribes at `url` (`http://127.0.0.1:…`); what is heard, and how it ended. */
export function hear(url: string, query: string, variables: Record<string, unknown> = {}, token?: string): Heard {
  const client: Client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  const results: Message[] = [];
  const ended = new Promise<unknown>((resolve) => {
    client.subscribe(
      { query, variables },
      { next: (result) => results.push(result), error: resolve, complete: () => resolve('complete') },
    );
  });
  return { results, ended, close: () => void client.dispose() };
}
