import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { Mendable } from '../../scripts/lib/command.js';
import { ready } from '../../scripts/lib/api.js';
import { launchNode, stop } from '../../scripts/lib/processes.js';
import { Inspector } from './inspector.js';
import { memoryOf, type Stage } from './stage.js';

/** The heap of a pod with 1 Gi. */
const HEAP_MB = 512;
const PATIENCE_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;
const LINES_KEPT = 60;
/** Of Node's own, about the debugger by which garbage is collected. */
const OF_DEBUGGER = /^(Debugger |For help, see: https:\/\/nodejs\.org)/;

/** What requests share; connections stay for a while. */
const POOLS = ['requests', 'bodyBytes', 'answerBytes'] as const;

export interface Memory {
  /** Heap and what hangs on it outside, in MB, without garbage. */
  usedMb: number;
  /** Open files and sockets. */
  files: number;
  /** What requests hold of each pool. */
  held: Record<(typeof POOLS)[number], number>;
}

/** A server as production runs it, with a heap of 512 MB, on free ports of 127.0.0.1. */
export class Server {
  /** How it ended, unless it was stopped. */
  death: string | undefined;
  /** When that was, by performance.now(). */
  diedAt = 0;
  /** What it printed that is not of the log. */
  readonly strayLines: string[] = [];
  private readonly lastLines: string[] = [];
  private inspector: Inspector | undefined;
  private readonly bornAt = Date.now();

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly metricsPort: number,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) this.listen(stream);
    child.once('close', (code, signal) => {
      this.diedAt = performance.now();
      this.death ??= `ended with ${signal ?? `code ${code}`}${/heap out of memory/.test(this.words) ? ', heap out of memory' : ''}`;
      this.inspector?.close();
    });
  }

  /** Starts it by `command`, which are Node's arguments. @throws Mendable when it does not become ready */
  static async start(stage: Stage, command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Server> {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const child = launchNode([`--max-old-space-size=${HEAP_MB}`, '--inspect-port=127.0.0.1:0', ...command], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        DATABASE_URL: stage.databaseUrl,
        APP_ORIGIN: `http://127.0.0.1:${port}`,
        // Readers and most attackers come by a proxy; attackers with sockets of their own come from 127.0.0.2 and so on.
        TRUST_PROXY: '127.0.0.1',
        ...stage.secrets,
        ...env,
      },
    });
    const server = new Server(child, port, metricsPort);
    try {
      await ready(`http://127.0.0.1:${port}/healthz/ready`, child, 'The server under attack');
      child.kill('SIGUSR1');
      server.inspector = await Inspector.attach(() => server.words);
    } catch (error) {
      await server.stop();
      throw new Mendable(`${server.words}\n${(error as Error).message}`);
    }
    return server;
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isRunning(): boolean {
    return this.death === undefined;
  }

  /** Seconds since it was started. */
  get age(): number {
    return (Date.now() - this.bornAt) / 1_000;
  }

  async isLive(): Promise<boolean> {
    return (await get(this.port, '/healthz/live')) !== undefined;
  }

  /** What it holds once its garbage is collected; undefined when it does not answer. */
  async memory(): Promise<Memory | undefined> {
    if (!(await this.inspector?.collectGarbage(ANSWER_WITHIN_MS))) return undefined;
    const text = await get(this.metricsPort, '/metrics');
    if (text === undefined) return undefined;
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0);
    const bytes = value('nodejs_heap_size_used_bytes') + value('nodejs_external_memory_bytes');
    return {
      usedMb: Math.round(bytes / 1_048_576),
      files: value('process_open_fds'),
      held: Object.fromEntries(
        POOLS.map((pool) => [pool, value(`wander_pool_held{pool="${pool}"}`)]),
      ) as Memory['held'],
    };
  }

  /** From now on `highestMb` is counted anew, where Linux lets it. */
  forgetHighest(): void {
    try {
      writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
    } catch {
      // Then it is the highest since the start.
    }
  }

  /** The highest resident memory, in MB. */
  get highestMb(): number | undefined {
    return memoryOf(this.pid, 'VmHWM');
  }

  async stop(): Promise<void> {
    this.inspector?.close();
    this.death ??= 'stopped';
    await stop(this.child, PATIENCE_MS);
  }

  /** The last that it printed. */
  get words(): string {
    return this.lastLines.join('\n');
  }

  private listen(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop()!;
      for (const line of lines) this.note(line);
    });
  }

  private note(line: string): void {
    if (line === '') return;
    this.lastLines.push(line.slice(0, 500));
    if (this.lastLines.length > LINES_KEPT) this.lastLines.shift();
    if (!line.startsWith('{"') && !OF_DEBUGGER.test(line) && this.strayLines.length < LINES_KEPT)
      this.strayLines.push(line.slice(0, 200));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** The text of an answer with success, on a connection of its own. */
const get = (port: number, path: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const asking = request(
      { host: '127.0.0.1', port, path, agent: false, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.once('end', () => resolve(answer.statusCode === 200 ? text : undefined));
        answer.once('error', () => resolve(undefined));
      },
    );
    asking.once('error', () => resolve(undefined));
    asking.end();
  });
