import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { API_COMMAND } from '../../scripts/lib/api.js';
import { until } from './live.js';
import { freePort } from './ports.js';

/** How the API ended: its exit code, or the signal. */
export type End = number | NodeJS.Signals;

/** The compiled API as a process of its own, on a free port of 127.0.0.1. */
export class ApiProcess {
  /** What it has printed, as far as it was read. */
  text = '';
  private readonly gone: Promise<End>;

  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
  ) {
    this.gone = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal!)));
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
  }

  /** `flags` are Node's own; `openFiles` is how many it may open. */
  static async spawn(env: NodeJS.ProcessEnv, flags: readonly string[] = [], openFiles?: number): Promise<ApiProcess> {
    const port = Number(env.PORT ?? (await freePort()));
    const node = [process.execPath, ...flags, ...API_COMMAND];
    const limited = ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh', ...node];
    const [command, ...args] = openFiles === undefined ? node : limited;
    const child = spawn(command!, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', METRICS_PORT: '0' },
        ...{ APP_ORIGIN: 'http://localhost:3000', TRUST_PROXY: '127.0.0.1', PORT: String(port) },
        ...{ JWT_SECRET: randomBytes(48).toString('base64'), SESSION_SECRET: randomBytes(48).toString('base64') },
        ...env,
      },
    });
    return new ApiProcess(child, port);
  }

  /** Starts it and waits until it serves. */
  static async start(env: NodeJS.ProcessEnv, flags?: readonly string[], openFiles?: number): Promise<ApiProcess> {
    const api = await ApiProcess.spawn(env, flags, openFiles);
    await Promise.race([
      until(async () => (await api.readiness()) === 200, 60_000),
      api.gone.then((end) => Promise.reject(new Error(`It ended with ${end}: ${api.text}`))),
    ]);
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The messages of its log. */
  get messages(): string[] {
    return this.text.split('\n').flatMap((line) => {
      try {
        return [String((JSON.parse(line) as { msg: unknown }).msg)];
      } catch {
        return [];
      }
    });
  }

  /** What it printed that is not of the log. */
  get strayLines(): string[] {
    return this.text.split('\n').filter((line) => line !== '' && !line.startsWith('{"level"'));
  }

  /** The status of /healthz/ready; 0 where there is no answer. */
  async readiness(): Promise<number> {
    return fetch(`${this.url}/healthz/ready`).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /** From now on nobody reads what it prints. */
  stopReading(): void {
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.removeAllListeners('data');
      stream.pause();
    }
  }

  /** Resolves when it has ended. */
  ended(): Promise<End> {
    return this.gone;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
