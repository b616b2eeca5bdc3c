import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { launchNode, stop } from '../../scripts/lib/processes.js';
import type { Stage } from './stage.js';

/** Longer than a read may take. */
const PATIENCE_MS = 10_000;

export interface Reads {
  reads: number;
  failures: number;
  slowestMs: number;
  /** How often each failure was seen. */
  reasons: Record<string, number>;
}

/** Guests who read the first page, stories and people, ten times a second, in a process of their own. */
export class Reader {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts them and waits for their first answer. */
  static async start(port: number, { slugs, people }: Stage): Promise<Reader> {
    const child = launchNode(['test/attack/reader.mjs'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.send({ port, slugs, usernames: people.map(({ username }) => username) });
    await once(child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return new Reader(child);
  }

  /** Lets those that are under way finish. */
  async stop(): Promise<Reads> {
    const told = once(this.child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    this.child.send('stop');
    try {
      const [reads] = (await told) as [Reads];
      return reads;
    } finally {
      await stop(this.child, PATIENCE_MS);
    }
  }
}
