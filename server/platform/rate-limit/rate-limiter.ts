import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { boundedCache } from '../bounded-cache.js';
import { rateLimited } from '../errors/index.js';
import type { GuardedRedis } from '../redis/index.js';

/** `points` may be spent in each window of `seconds`; the name keeps one rule's counters from another's. */
export interface RateLimit {
  name: string;
  points: number;
  seconds: number;
}

/** Where one counter stands. */
export interface RateLimitState {
  limit: number;
  remaining: number;
  /** Until the window ends and the points are there again. */
  resetsInSeconds: number;
}

/** With its timer, and its key twice. */
const COUNTER_BYTES = 600;

interface Counters {
  /** The rule's: it goes before the hashes of its keys. */
  id: string;
  memory: RateLimiterMemory;
  redis: RateLimiterRedis | undefined;
}

/** Counts in Redis, shared by all processes; in this process while Redis is away or not configured, never not at all. */
export class RateLimiter {
  private readonly counters = new Map<string, Counters>();
  /** Which keys the counters in memory hold, so that strangers cannot fill them. */
  private readonly held = boundedCache<true>(
    'counters',
    () => COUNTER_BYTES,
    (key) => this.evict(key),
  );

  constructor(private readonly connection?: GuardedRedis) {}

  /**
   * Spends `points` of `key` (an address, an account …); a long one is kept as its hash.
   * @throws AppError RATE_LIMITED with the seconds to wait when the window's points are used up.
   */
  async consume(limit: RateLimit, key: string, points = 1): Promise<RateLimitState> {
    const result = await this.count(limit, key, (limiter, id) => limiter.consume(id, points));
    if (result.consumedPoints > limit.points) throw rateLimited(stateOf(limit, result).resetsInSeconds);
    return stateOf(limit, result);
  }

  /** Where `key` stands; spends nothing and never throws. */
  async peek(limit: RateLimit, key: string): Promise<RateLimitState> {
    const none = new RateLimiterRes(limit.points, limit.seconds * 1_000, 0);
    return stateOf(limit, await this.count(limit, key, async (limiter, id) => (await limiter.get(id)) ?? none));
  }

  /** Gives `key` all its points again, as after a right password. */
  async reset(limit: RateLimit, key: string): Promise<void> {
    await this.count(limit, key, async (limiter, id) => {
      await limiter.delete(id);
      return new RateLimiterRes();
    });
    await this.countersOf(limit).memory.delete(shortened(key));
  }

  private async count(limit: RateLimit, key: string, work: Work): Promise<RateLimiterRes> {
    const { id, redis, memory } = this.countersOf(limit);
    if (redis && this.connection) {
      try {
        return await this.connection.breaker.run(() => inWindow(limit, redis, hashOf(key), work));
      } catch {
        // Redis is away: this process counts by itself.
      }
    }
    const short = shortened(key);
    const entry = `${id} ${short}`;
    if (!this.held.get(entry)) this.held.set(entry, true);
    return inWindow(limit, memory, short, work);
  }

  private evict(key: string): void {
    const end = key.indexOf(' ');
    void this.counters.get(key.slice(0, end))?.memory.delete(key.slice(end + 1));
  }

  private countersOf({ name, points, seconds }: RateLimit): Counters {
    const id = `${name}:${points}:${seconds}`;
    const known = this.counters.get(id);
    if (known !== undefined) return known;
    const options = { points, duration: seconds };
    const memory = new RateLimiterMemory({ ...options, keyPrefix: id });
    const made: Counters = {
      id,
      memory,
      redis: this.connection && this.inRedis(id, this.connection, options),
    };
    this.counters.set(id, made);
    return made;
  }

  private inRedis(
    id: string,
    { redis }: GuardedRedis,
    options: { points: number; duration: number },
  ): RateLimiterRedis {
    return new RateLimiterRedis({ ...options, storeClient: redis, keyPrefix: `wander:limit:${id}` });
  }
}

/** Keys in memory have at most so many characters. */
const SHORT = 64;

const shortened = (key: string): string => (key.length <= SHORT ? key : hashOf(key));

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 24);

type Counter = RateLimiterMemory | RateLimiterRedis;
type Work = (limiter: Counter, key: string) => Promise<RateLimiterRes>;

/** A window of which more is left than it lasts was begun before the clock was set back: another begins. */
async function inWindow(limit: RateLimit, limiter: Counter, key: string, work: Work): Promise<RateLimiterRes> {
  const result = await settled(work(limiter, key));
  if (result.msBeforeNext <= limit.seconds * 1_000) return result;
  await limiter.delete(key);
  return settled(work(limiter, key));
}

/** The package throws a result that is over its limit as it throws an error; here it is an answer like any other. */
async function settled(result: Promise<RateLimiterRes>): Promise<RateLimiterRes> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}

const stateOf = (limit: RateLimit, result: RateLimiterRes): RateLimitState => ({
  limit: limit.points,
  remaining: Math.max(0, limit.points - result.consumedPoints),
  resetsInSeconds: Math.max(0, Math.ceil(result.msBeforeNext / 1_000)),
});
