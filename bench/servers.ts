import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mendable } from '../scripts/lib/command.js';
import { launch, stop } from '../scripts/lib/processes.js';
import { type Peer } from './peers.js';
import type { Request } from './works.js';

const READY_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 10_000;
const PATIENCE_MS = 8_000;
/** Linux counts a process's time in hundredths of a second. */
const TICKS_A_SECOND = 100;

export interface Surroundings {
  databaseUrl: string;
  secret: string;
}

/** What a program of the bench is told. */
export const environmentOf = ({ databaseUrl, secret }: Surroundings, port: number): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  DATABASE_URL: databaseUrl,
  JWT_SECRET: secret,
  SESSION_SECRET: randomBytes(48).toString('base64'),
  APP_ORIGIN: `http://127.0.0.1:${port}`,
  LOG_LEVEL: 'error',
  // The load says which of its clients asks; none is to be refused.
  TRUST_PROXY: '127.0.0.1',
  RATE_LIMIT_GUEST: '1000000000',
  RATE_LIMIT_PERSON: '1000000000',
  RATE_LIMIT_WRITES: '1000000000',
  // Several of Wander run at once.
  METRICS_PORT: '0',
});

/** A server under measurement: a process of its own that listens on a port of 127.0.0.1. */
export class Server {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly title: string,
  ) {}

  /**
   * Starts it, by another Node where one is given, and waits until it answers `first`.
   * @throws Mendable with what it said when it does not.
   */
  static async start(peer: Peer, surroundings: Surroundings, first: Request, node = process.execPath): Promise<Server> {
    const port = await freePort();
    const child = launch(node, [...peer.command], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...environmentOf(surroundings, port), ...peer.env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    const server = new Server(child, port, peer.title);
    try {
      await server.untilReady(first);
    } catch (error) {
      await server.stop();
      throw new Mendable(`${said}${(error as Error).message}`);
    }
    return server;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Asks once. */
  async ask({ body, authorization }: Request): Promise<{ status: number; text: string }> {
    const reply = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: reply.status, text: await reply.text() };
  }

  /** Seconds of processor that the process has used, all its threads together; undefined where that cannot be read. */
  cpuSeconds(): number | undefined {
    try {
      const text = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    } catch {
      return undefined;
    }
  }

  /** Resident memory in MB. */
  memoryMb(): number | undefined {
    try {
      const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
      return line ? Math.round(Number(line[1]) / 1_024) : undefined;
    } catch {
      return undefined;
    }
  }

  stop(): Promise<void> {
    return stop(this.child, PATIENCE_MS);
  }

  private async untilReady(first: Request): Promise<void> {
    for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await sleep(100)) {
      if (!this.isRunning) throw new Error(`${this.title} ended before it was ready.`);
      const reply = await this.ask(first).catch(() => undefined);
      if (reply?.status === 200) return;
      if (reply !== undefined && reply.status !== 503)
        throw new Error(`${this.title} answers ${reply.status}: ${reply.text.slice(0, 500)}`);
    }
    throw new Error(`${this.title} was not ready within a minute.`);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
