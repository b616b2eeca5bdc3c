import type { Socket } from 'node:net';
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

/** A socket without a GraphQL client, which says what it is told to; what it hears, and how it ended. */
export function openSocket(url: string, { headers = {}, protocol = 'graphql-transport-ws', path = '/graphql' } = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocol, { headers });
  const messages: Message[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())));
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => undefined);
  });
  const opened = new Promise<void>((resolve) => socket.on('open', resolve));
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_req, res) => resolve(res.statusCode!));
    void opened.then(() => resolve(101));
  });
  const tcp = () => (socket as unknown as { _socket: Socket })._socket;
  /** Leaves without a word, and takes nothing more from the network. */
  const reset = () => void tcp().resetAndDestroy();
  /** In one flush. */
  const send = (...sent: object[]) => {
    tcp().cork();
    for (const message of sent) socket.send(JSON.stringify(message));
    tcp().uncork();
  };
  /** Begins the conversation as a guest, or as whom the token is of. */
  const init = async (token?: string) => {
    await opened;
    send({ type: 'connection_init', payload: token === undefined ? {} : { authorization: `Bearer ${token}` } });
    await until(() => messages.some(({ type }) => type === 'connection_ack'));
  };
  return { socket, messages, closed, refused, opened, send, init, close: () => socket.terminate(), reset };
}
