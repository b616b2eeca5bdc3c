import { createServer, connect, type Server, type Socket } from 'node:net';
import { freePort } from './ports.js';

/** What stands between a process and a server of 127.0.0.1, and can stop passing anything on without a word, as a firewall does. */
export class Relay {
  private readonly pairs = new Set<[Socket, Socket]>();
  private passesNew = true;

  private constructor(
    readonly port: number,
    private readonly server: Server,
  ) {}

  static async to(target: number): Promise<Relay> {
    const port = await freePort();
    const server = createServer((near) => relay.join(near, target));
    const relay = new Relay(port, server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return relay;
  }

  /** How many connections there are. */
  get count(): number {
    return this.pairs.size;
  }

  /** The connections there are stay open and pass nothing on any more. */
  silence(): void {
    for (const pair of this.pairs)
      for (const socket of pair) {
        socket.unpipe();
        socket.pause();
      }
  }

  /** New connections are accepted, and nothing comes of them; or they are as before. */
  setPassesNew(passes: boolean): void {
    this.passesNew = passes;
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket, target: number): void {
    const far = connect(target, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    if (!this.passesNew) return;
    near.pipe(far);
    far.pipe(near);
  }
}
