import { boundedCache } from '../bounded-cache.js';
import { rateLimited, unavailable } from '../errors/index.js';
import { LARGEST_SHARE, LIMITS } from '../limits.js';

/** What one address or one person holds of each pool at this moment. */
export class Holder {
  /** By the index of the pool. */
  readonly held: number[] = [];

  constructor(readonly key: string) {}
}

const RETRY_SECONDS = 1;
const HOLDER_BYTES = 400;

/** Something that a process has only so much of, and of which nobody may hold more than a share. */
export class SharedPool {
  private total = 0;

  /** @param index tells it from the other pools of its holders */
  constructor(
    private readonly index: number,
    readonly size: number,
    private readonly share = size * LARGEST_SHARE,
  ) {}

  get held(): number {
    return this.total;
  }

  /**
   * Takes `amount` for a holder.
   * @param share of the pool that this holder may have, where it is not the usual one
   * @throws AppError UNAVAILABLE when the pool is used up, RATE_LIMITED when the holder's share is. Then nothing is taken.
   */
  take(holder: Holder, amount = 1, share = this.share): void {
    if (amount <= 0) return this.add(holder, amount);
    const own = (holder.held[this.index] ?? 0) + amount;
    if (own > share) throw rateLimited(RETRY_SECONDS);
    if (this.total + amount > this.size) throw unavailable();
    this.add(holder, amount);
  }

  /** Counts what cannot be refused. */
  add(holder: Holder, amount: number): void {
    holder.held[this.index] = (holder.held[this.index] ?? 0) + amount;
    this.total += amount;
  }

  giveBack(holder: Holder, amount = 1): void {
    this.add(holder, -amount);
  }
}

/** What all requests of a process share. */
export class Pools {
  readonly sockets: SharedPool;
  readonly requests = new SharedPool(1, LIMITS.process.requests);
  readonly bodyBytes = new SharedPool(2, LIMITS.process.bodyBytes);
  readonly answerBytes = new SharedPool(3, LIMITS.process.answerBytes);
  private readonly holders = boundedCache<Holder>('holders', () => HOLDER_BYTES);

  constructor(sockets: number = LIMITS.process.sockets) {
    this.sockets = new SharedPool(0, sockets);
  }

  /** @param key a network address (`networkOf`) or a person's id. */
  holder(key: string): Holder {
    let holder = this.holders.get(key);
    if (holder === undefined) {
      holder = new Holder(key);
      this.holders.set(key, holder);
    }
    return holder;
  }
}
