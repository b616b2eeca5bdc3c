import { setMaxListeners } from 'node:events';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Stage } from './stage.js';

/** At most this much of an answer is looked at. */
const TEXT_KEPT = 100_000;
/** An attacker has no more connections to the proxy than this. */
const CONNECTIONS = 64;

/** One of those who attack: an address behind the proxy, and who is signed in there. */
export interface Attacker {
  headers: Record<string, string>;
}

export interface Answer {
  /** 0 when there was none. */
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

interface Sending {
  method?: 'GET' | 'POST';
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** The server as an attack sees it. What is opened here is closed when the attack is over. */
export class Target {
  /** Requests, messages and sockets. */
  requests = 0;
  /** Answers that say that the server did not know what to do. */
  internalErrors = 0;
  private readonly over = new AbortController();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  private readonly closers = new Set<() => void>();

  constructor(
    readonly port: number,
    readonly stage: Stage,
    readonly seconds: number,
    /** Each attack has addresses and people of its own, whose budgets are whole. */
    private readonly number: number,
  ) {
    setMaxListeners(0, this.over.signal);
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  /** Closes all that is open. */
  end(): void {
    this.over.abort();
    this.agent.destroy();
    for (const close of this.closers) close();
    this.closers.clear();
  }

  /** Pauses, for less when the time is over. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.over.signal }).catch(() => undefined);
  }

  /** Does the work again and again until the time is over, `parallel` at once and at most `most` times. */
  async repeat(parallel: number, work: (n: number) => Promise<unknown>, most = Infinity): Promise<void> {
    let next = 0;
    const one = async () => {
      while (!this.isOver && next < most) {
        await work(next++);
        await new Promise(setImmediate);
      }
    };
    await Promise.all(Array.from({ length: parallel }, one));
  }

  guest(n = 0): Attacker {
    return { headers: { 'X-Forwarded-For': this.forwardedFor(n) } };
  }

  /** One of eight. */
  person(n = 0): Attacker {
    const { people } = this.stage;
    return this.signedIn(people[(this.number * 8 + (n % 8)) % people.length]!.authorization, n);
  }

  /** One of those with a hundred of the longest drafts. */
  drafter(n = 0): Attacker {
    const { drafters } = this.stage;
    return this.signedIn(drafters[n % drafters.length]!, n);
  }

  /** Sends an operation. */
  ask({ headers }: Attacker, query: string, variables: object = {}, more: object = {}): Promise<Answer> {
    return this.send({ headers, body: JSON.stringify({ query, variables, ...more }) });
  }

  /** Sends a request by the proxy and reads the answer. */
  send({ method, path = '/graphql', headers = {}, body }: Sending): Promise<Answer> {
    this.requests += 1;
    return new Promise((resolve) => {
      const fail = () => resolve(this.note({ status: 0, headers: {}, text: '' }));
      if (this.isOver) return fail();
      const sending = request(
        {
          ...{ host: '127.0.0.1', port: this.port, path, agent: this.agent, signal: this.over.signal },
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            if (text.length < TEXT_KEPT) text += chunk;
          });
          answer.once('end', () => resolve(this.note({ status: answer.statusCode!, headers: answer.headers, text })));
          answer.once('error', fail);
        },
      );
      sending.once('error', fail);
      sending.end(body);
    });
  }

  /** A socket without a proxy, from an address of 127.0.0.0/8; undefined when it is refused. */
  connect(from = 0): Promise<Socket | undefined> {
    this.requests += 1;
    return new Promise((resolve) => {
      if (this.isOver) return resolve(undefined);
      const socket = connect({
        host: '127.0.0.1',
        port: this.port,
        localAddress: `127.0.${1 + (this.number % 200)}.${1 + from}`,
      });
      this.closeAtEnd(socket, () => socket.destroy());
      socket.once('connect', () => resolve(socket));
      socket.once('close', () => resolve(undefined));
    });
  }

  /** Opens a WebSocket by the proxy; undefined when it is refused. */
  webSocket({ headers }: Attacker): Promise<WebSocket | undefined> {
    this.requests += 1;
    return new Promise((resolve) => {
      if (this.isOver) return resolve(undefined);
      const socket = new WebSocket(`ws://127.0.0.1:${this.port}/graphql`, 'graphql-transport-ws', {
        headers: { 'X-Forwarded-For': headers['X-Forwarded-For']! },
        perMessageDeflate: false,
      });
      this.closeAtEnd(socket, () => socket.terminate());
      socket.once('open', () => resolve(socket));
      socket.once('close', () => resolve(undefined));
    });
  }

  /** A WebSocket on which subscriptions may begin; undefined when it is refused. */
  async signedInWebSocket(attacker: Attacker): Promise<WebSocket | undefined> {
    const socket = await this.webSocket(attacker);
    if (socket === undefined) return undefined;
    const { Authorization: authorization } = attacker.headers;
    const answered = new Promise<boolean>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString().includes('connection_ack')));
      socket.once('close', () => resolve(false));
    });
    socket.send(JSON.stringify({ type: 'connection_init', payload: authorization ? { authorization } : {} }));
    return (await answered) ? socket : undefined;
  }

  /** Sends messages as fast as they are taken, until the time is over or the socket is closed. */
  async flood(socket: WebSocket, message: (n: number) => string, most = Infinity): Promise<void> {
    for (let n = 0; n < most && !this.isOver && socket.readyState === WebSocket.OPEN;) {
      for (let burst = 0; burst < 50 && n < most; burst += 1, n += 1) {
        this.requests += 1;
        socket.send(message(n));
      }
      do await new Promise(setImmediate);
      while (socket.bufferedAmount > 100_000 && !this.isOver && socket.readyState === WebSocket.OPEN);
    }
  }

  /** Writes as fast as it is taken, until the time is over or the socket is closed. */
  async pour(socket: Socket, chunk: (n: number) => string | Buffer, most = Infinity): Promise<void> {
    for (let n = 0; n < most && !this.isOver && !socket.destroyed; n += 1) {
      this.requests += 1;
      const taken = socket.write(chunk(n));
      if (taken) await new Promise(setImmediate);
      else
        await new Promise<void>((resolve) => {
          socket.once('drain', resolve);
          socket.once('close', () => resolve());
        });
    }
  }

  private forwardedFor(n: number): string {
    return `10.${this.number % 256}.0.${1 + n}`;
  }

  private signedIn(authorization: string, n: number): Attacker {
    return { headers: { 'X-Forwarded-For': this.forwardedFor(100 + n), Authorization: authorization } };
  }

  private closeAtEnd(socket: Socket | WebSocket, close: () => void): void {
    socket.on('error', () => undefined);
    this.closers.add(close);
    socket.once('close', () => this.closers.delete(close));
  }

  private note(answer: Answer): Answer {
    const { status, text } = answer;
    // 501: a page that has no HTML; 503: too much at once.
    if ((status >= 500 && ![501, 503].includes(status)) || text.includes('"INTERNAL_SERVER_ERROR"'))
      this.internalErrors += 1;
    return answer;
  }
}

/** A request as it goes over a socket. */
export const rawPost = (body: string, headers = ''): string =>
  `POST /graphql HTTP/1.1\r\nHost: wander\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
