import type { ServerResponse } from 'node:http';
import { Cancellation } from '../cancellation.js';
import { refuse } from './reply.js';

/** More than this many at once would only wait for each other. */
const MAX_OPEN = 1_000;
const DEADLINE_MS = 10_000;

const visitOf = Symbol('visit');
interface Occupied extends ServerResponse {
  [visitOf]?: Visit;
}

/** How many requests are under way, and how long each may be. */
export class Room {
  private open = 0;

  /** @param isLate does the event loop run behind? Then whoever comes would wait long. */
  constructor(
    private readonly isLate: () => boolean = () => false,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  get isFull(): boolean {
    return this.open >= MAX_OPEN || this.isLate();
  }

  get size(): number {
    return this.open;
  }

  /** Lets a request in until its response is closed. What runs under the result is cancelled when nobody waits for it. */
  enter(res: ServerResponse, requestId: string): Cancellation {
    this.open += 1;
    const visit = new Visit(this, res, requestId, this.deadlineMs);
    // A field and a listener without a closure: each of these would keep a finished request until the next full collection.
    (res as Occupied)[visitOf] = visit;
    res.once('close', leave);
    return visit.cancellation;
  }

  left(): void {
    this.open -= 1;
  }
}

class Visit {
  readonly cancellation = new Cancellation();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly room: Room,
    private readonly res: ServerResponse,
    private readonly requestId: string,
    deadlineMs: number,
  ) {
    this.timer = setTimeout(timeIsUp, deadlineMs, this);
  }

  end(): void {
    clearTimeout(this.timer);
    this.room.left();
    if (!this.res.writableFinished) this.cancellation.cancel();
  }

  timeIsUp(): void {
    refuse(this.res, this.requestId, {
      status: 503,
      code: 'UNAVAILABLE',
      message: 'This took longer than Wander waits for an answer. Ask for less, or try again in a moment.',
      retryAfterSeconds: 5,
    });
    this.cancellation.cancel();
  }
}

function leave(this: Occupied): void {
  this[visitOf]?.end();
  this[visitOf] = undefined;
}

const timeIsUp = (visit: Visit): void => visit.timeIsUp();
