import type { Socket } from 'node:net';
import { LIMITS } from '../limits.js';

const openOf = Symbol('open requests');
interface UsedSocket extends Socket {
  [openOf]?: OpenRequests;
}

interface Ending {
  end(): void;
}

/**
 * The requests of one connection that are not answered yet. A client may send several without waiting; when it leaves, Node
 * closes only the response that it is writing, so the others are ended here.
 */
export class OpenRequests {
  private current: Ending | undefined;
  private readonly waiting: Ending[] = [];

  static of(socket: UsedSocket): OpenRequests {
    let open = socket[openOf];
    if (open === undefined) {
      open = new OpenRequests(socket);
      socket[openOf] = open;
    }
    return open;
  }

  private constructor(private readonly socket: Socket) {
    socket.once('close', () => this.endAll());
  }

  /** Closes the connection when too many requests wait on it. */
  add(request: Ending): void {
    if (this.current === undefined) this.current = request;
    else this.waiting.push(request);
    if (this.waiting.length > LIMITS.request.pipelined) this.socket.destroy();
  }

  remove(request: Ending): void {
    if (this.current === request) this.current = this.waiting.shift();
    else if (this.waiting.includes(request)) this.waiting.splice(this.waiting.indexOf(request), 1);
  }

  private endAll(): void {
    for (const request of [this.current, ...this.waiting]) request?.end();
  }
}
