import { boundedCache } from '../bounded-cache.js';
import type { GuardedRedis } from '../redis/index.js';

/** A replica that is used lacks a second at most. */
const KEPT_MS = 5_000;
const ENTRY_BYTES = 200;

/**
 * How far the log of the primary had got when each session last wrote, for some seconds: in Redis, for all processes, or in this one
 * where there is no Redis.
 */
export class SessionWrites {
  private readonly own = boundedCache<{ lsn: number; until: number }>('sessionWrites', () => ENTRY_BYTES);

  constructor(private readonly shared: GuardedRedis | undefined) {}

  /** Never throws. */
  async remember(sessionId: string, lsn: number): Promise<void> {
    this.own.set(sessionId, { lsn, until: performance.now() + KEPT_MS });
    const { shared } = this;
    await shared?.breaker.run(() => shared.redis.set(keyOf(sessionId), lsn, 'PX', KEPT_MS)).catch(() => undefined);
  }

  /** 0 for a session that has not written lately; infinite where Redis does not say. */
  async of(sessionId: string): Promise<number> {
    const { shared } = this;
    const own = this.own.get(sessionId);
    const here = own !== undefined && own.until > performance.now() ? own.lsn : 0;
    if (shared === undefined) return here;
    try {
      return Math.max(here, Number(await shared.breaker.run(() => shared.redis.get(keyOf(sessionId)))));
    } catch {
      return Infinity;
    }
  }
}

const keyOf = (sessionId: string): string => `wander:wrote:${sessionId}`;
