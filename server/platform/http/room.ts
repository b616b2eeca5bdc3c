import type { ServerResponse } from 'node:http';
import { Cancellation } from '../cancellation.js';
import type { OperationStats, Outcome } from '../observability/index.js';
import { refuse } from './refuse.js';

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

  /**
   * @param unknown where requests are counted of which nothing is known yet
   * @param isLate does the event loop run behind? Then whoever comes would wait long.
   */
  constructor(
    private readonly unknown: OperationStats,
    private readonly isLate: () => boolean = () => false,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  get isFull(): boolean {
    return this.open >= MAX_OPEN || this.isLate();
  }

  get size(): number {
    return this.open;
  }

  /** Counts a request that found no room. */
  turnedAway(): void {
    this.unknown.record(0, 'unavailable');
  }

  /** Lets a request in until its response is closed. */
  enter(res: ServerResponse, requestId: string): Visit {
    this.open += 1;
    const visit = new Visit(this, this.unknown, res, requestId, this.deadlineMs);
    // A field and a listener without a closure: each of these would keep a finished request until the next full collection.
    (res as Occupied)[visitOf] = visit;
    res.once('close', leave);
    return visit;
  }

  left(): void {
    this.open -= 1;
  }
}

/** One request's stay. */
export class Visit {
  /** What runs under it is cancelled when nobody waits for it any more. */
  readonly cancellation = new Cancellation();
  /** Known once the operation is. */
  stats: OperationStats;
  outcome: Outcome = 'refused';
  private readonly began = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly room: Room,
    stats: OperationStats,
    private readonly res: ServerResponse,
    private readonly requestId: string,
    deadlineMs: number,
  ) {
    this.stats = stats;
    this.timer = setTimeout(timeIsUp, deadlineMs, this);
  }

  end(): void {
    clearTimeout(this.timer);
    this.room.left();
    this.stats.record((performance.now() - this.began) / 1_000, this.outcome);
    if (!this.res.writableFinished) this.cancellation.cancel();
  }

  timeIsUp(): void {
    refuse(this.res, this.requestId, {
      status: 503,
      code: 'UNAVAILABLE',
      message: 'This took longer than Wander waits for an answer. Ask for less, or try again in a moment.',
      retryAfterSeconds: 5,
    });
    this.outcome = 'unavailable';
    this.cancellation.cancel();
  }
}

function leave(this: Occupied): void {
  this[visitOf]?.end();
  this[visitOf] = undefined;
}

const timeIsUp = (visit: Visit): void => visit.timeIsUp();
