import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Mendable } from './command.js';
import { launchNode, stop } from './processes.js';

const READY_WITHIN_MS = 60_000;

/**
 * How the API is started, here as in server/Dockerfile. Without pretenuring: rows wait in pipelines, which V8 takes for a long
 * life; it would make the next ones among the old, and all that they hold would stay until a full collection.
 */
export const API_FLAGS = ['--enable-source-maps', '--no-allocation-site-pretenuring'];
export const API_COMMAND = [...API_FLAGS, 'dist/server/main.js'];

/** The compiled API as a process. */
export class Api {
  private child: ChildProcess | undefined;

  /** `onCrash` hears when it ends without being asked to, once it was ready. `flags` are further ones for Node.js. */
  constructor(
    private readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
    private readonly onCrash: (how: string) => void,
    private readonly flags: string[] = [],
  ) {}

  /**
   * Starts it and waits until it is ready.
   * @throws Mendable when it ends before that, or takes longer than a minute.
   */
  async start(): Promise<void> {
    const child = launchNode([...this.flags, ...API_COMMAND], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    await ready(`http://127.0.0.1:${this.port}/healthz/ready`, child, 'The API');
    child.once('close', (code, signal) => {
      if (this.child === child) this.onCrash(`with ${signal ?? `code ${code}`}`);
    });
  }

  async stop(patience: number): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child) await stop(child, patience);
  }
}

/**
 * Waits until the process says that it listens, so that no other one that has its port is taken for it, and until the address
 * answers with success.
 * @param child has an IPC channel
 * @throws Mendable when it ends before that, or after a minute.
 */
export async function ready(url: string, child: ChildProcess, what: string): Promise<void> {
  let spawnError: Error | undefined;
  child.once('error', (error) => (spawnError = error));
  let listens = false;
  child.on('message', (message) => (listens ||= message === 'listening'));
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
    if (spawnError) throw spawnError;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Mendable(
        `${what} ended while it was starting (${child.signalCode ?? `code ${child.exitCode}`}). What it said stands above.`,
      );
    }
    if (!listens) continue;
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
  }
  throw new Mendable(`${what} was not ready within a minute: ${url} does not answer with success.`);
}
