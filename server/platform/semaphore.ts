import { Logger } from '@nestjs/common';
import type { Cancellation } from './cancellation.js';
import { rateLimited, unavailable } from './errors/index.js';
import { LARGEST_SHARE } from './limits.js';
import { OncePerMinute } from './once-per-minute.js';

interface Settings {
  /** Pieces of work that run at once. */
  limit: number;
  /** Pieces of work that wait. */
  maxWaiting: number;
  /** Milliseconds that one waits. */
  maxWaitMs?: number;
  /** Sentences for the log where work is refused, once a minute. */
  advice?: string;
}

const logger = new Logger('Load');

/** Whose work it is; a symbol for what is nobody's share. */
type Key = string | symbol;

/** At least one, of whatever there is. */
const shareOf = (count: number): number => Math.max(1, Math.floor(count * LARGEST_SHARE));

/**
 * Lets `limit` pieces of work run at once and the others wait. One holder (a person or an address) has at most a tenth of the
 * places, of few places one; those who wait are served in turn, one piece of work of each.
 */
export class Semaphore {
  private running = 0;
  private waitingCount = 0;
  private readonly runningOf = new Map<string, number>();
  /** The work that waits, by its holder: whose turn is next comes first. */
  private readonly queues = new Map<Key, Set<() => void>>();

  private readonly share: number;
  private readonly advised = new OncePerMinute();

  constructor(private readonly settings: Settings) {
    this.share = shareOf(settings.limit);
  }

  /** How much work waits. */
  get waiting(): number {
    return this.waitingCount;
  }

  /**
   * @param request work that waits is given up when this is cancelled
   * @param holder whose work it is; without one it is nobody's share
   * @throws AppError RATE_LIMITED when much of the holder's work waits already; UNAVAILABLE when much of all does, or when
   * nobody waits for this any more, or it waited too long.
   */
  async run<Result>(work: () => Promise<Result>, request?: Cancellation, holder?: string): Promise<Result> {
    if (request?.isCancelled) throw unavailable();
    const key: Key = holder ?? Symbol('no holder');
    if (this.running < this.settings.limit && this.mayRun(key)) this.take(key);
    else await this.turnOf(key, request);
    try {
      return await work();
    } finally {
      this.release(key);
    }
  }

  private mayRun(key: Key): boolean {
    return typeof key === 'symbol' || (this.runningOf.get(key) ?? 0) < this.share;
  }

  private take(key: Key): void {
    this.running += 1;
    if (typeof key === 'string') this.runningOf.set(key, (this.runningOf.get(key) ?? 0) + 1);
  }

  private release(key: Key): void {
    this.running -= 1;
    if (typeof key === 'string') {
      const left = this.runningOf.get(key)! - 1;
      if (left === 0) this.runningOf.delete(key);
      else this.runningOf.set(key, left);
    }
    this.startNext();
  }

  /** Those passed over have work that runs, so that never more than `limit` are. */
  private startNext(): void {
    for (const [key, queue] of this.queues) {
      if (!this.mayRun(key)) continue;
      const [start] = queue;
      this.dequeue(key, queue, start!);
      if (queue.size > 0) {
        this.queues.delete(key);
        this.queues.set(key, queue);
      }
      this.take(key);
      start!();
      return;
    }
  }

  private turnOf(key: Key, request: Cancellation | undefined): Promise<void> {
    const { maxWaiting, maxWaitMs } = this.settings;
    const queue = this.queues.get(key) ?? new Set();
    if (queue.size >= shareOf(maxWaiting)) throw rateLimited(1);
    if (this.waitingCount >= maxWaiting) throw this.refusal();
    this.queues.set(key, queue);
    this.waitingCount += 1;
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        forget?.();
      };
      const start = () => {
        end();
        resolve();
      };
      const giveUp = (error: Error) => {
        end();
        this.dequeue(key, queue, start);
        reject(error);
      };
      const timer = maxWaitMs === undefined ? undefined : setTimeout(() => giveUp(this.refusal()), maxWaitMs);
      const forget = request?.onCancel(() => giveUp(unavailable()));
      queue.add(start);
    });
  }

  private refusal(): Error {
    const { advice } = this.settings;
    if (advice !== undefined && this.advised.allows(advice)) logger.warn(advice);
    return unavailable();
  }

  private dequeue(key: Key, queue: Set<() => void>, start: () => void): void {
    queue.delete(start);
    this.waitingCount -= 1;
    if (queue.size === 0) this.queues.delete(key);
  }
}
