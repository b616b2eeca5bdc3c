import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const ATTACHED_WITHIN_MS = 5_000;

/** Node's debugger in a process that got SIGUSR1. It collects garbage, so that what is measured then is really held. */
export class Inspector {
  private next = 0;
  private readonly waiting = new Map<number, () => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => this.waiting.get((JSON.parse(data.toString()) as { id: number }).id)?.());
  }

  /** `words` is what the process has printed, among it the debugger's address. */
  static async attach(words: () => string): Promise<Inspector> {
    for (const end = Date.now() + ATTACHED_WITHIN_MS; Date.now() < end; await sleep(20)) {
      const address = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(words())?.[0];
      if (address === undefined) continue;
      const socket = new WebSocket(address);
      await once(socket, 'open');
      return new Inspector(socket);
    }
    throw new Error('The debugger did not say where it listens.');
  }

  /** @returns whether it was done in time */
  collectGarbage(withinMs: number): Promise<boolean> {
    const id = ++this.next;
    return new Promise((resolve) => {
      const finish = (done: boolean) => {
        this.waiting.delete(id);
        clearTimeout(timer);
        resolve(done);
      };
      const timer = setTimeout(finish, withinMs, false);
      this.waiting.set(id, () => finish(true));
      if (this.socket.readyState === WebSocket.OPEN)
        this.socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
      else finish(false);
    });
  }

  close(): void {
    this.socket.terminate();
  }
}
