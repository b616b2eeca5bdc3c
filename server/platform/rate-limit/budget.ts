import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { boundedCache } from '../bounded-cache.js';
import { rateLimited } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import type { GuardedRedis } from '../redis/index.js';

const WINDOW_MS = 5 * 60_000;
const SHARED_EVERY_MS = 1_000;
const ACCOUNT_BYTES = 200;

/** What is left of somebody's points in this window. */
export interface Balance {
  limit: number;
  remaining: number;
  /** Milliseconds since 1970. */
  resetAt: number;
}

interface Account {
  key: string;
  /** Milliseconds since 1970. */
  windowEnds: number;
  spent: number;
  /** Spent here since the other processes were last told. */
  untold: number;
  /** Told to the other processes. */
  told: number;
  /** To be told with the next ones. */
  isWaiting: boolean;
}

/**
 * Points that somebody may spend in each five minutes. Counted in memory, so that no request waits for it, and shared
 * with the other processes through Redis once a second; without Redis each process counts by itself.
 */
export class Budget implements OnModuleDestroy {
  private readonly logger = new Logger('Budget');
  private readonly accounts = boundedCache<Account>('costAccounts', () => ACCOUNT_BYTES);
  private spenders: Account[] = [];
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection?: GuardedRedis) {
    if (connection) this.timer = setInterval(() => void this.share(), SHARED_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @throws AppError RATE_LIMITED, and spends nothing, when fewer than `points` are left. */
  spend(key: string, limit: number, points: number): Balance {
    const account = this.accountOf(key);
    if (account.spent + points > limit) throw usedUp(account);
    return this.count(account, limit, points);
  }

  /** Spends as many of the points as there are. */
  spendUpTo(key: string, limit: number, points: number): void {
    const account = this.accountOf(key);
    this.count(account, limit, Math.max(0, Math.min(points, limit - account.spent)));
  }

  /**
   * Gives back what was spent for nothing, in the window in which it was spent.
   * @param resetAt that window's end; in a later one there is nothing to give back
   */
  giveBack(key: string, limit: number, points: number, resetAt: number): Balance {
    const account = this.accountOf(key);
    return this.count(account, limit, account.windowEnds === resetAt ? -Math.min(points, account.spent) : 0);
  }

  /** @throws AppError RATE_LIMITED when no points are left. */
  require(key: string, limit: number): void {
    const account = this.accountOf(key);
    if (account.spent >= limit) throw usedUp(account);
  }

  /** Tells the other processes of these points the next time. */
  private tell(account: Account, points: number): void {
    if (!this.connection || points === 0 || account.windowEnds <= Date.now()) return;
    account.untold += points;
    // The rest is told when it spends again: while Redis is away or slow, many strangers would wait here.
    if (account.isWaiting || this.spenders.length >= LIMITS.process.accountsTold) return;
    account.isWaiting = true;
    this.spenders.push(account);
  }

  private count(account: Account, limit: number, points: number): Balance {
    account.spent += points;
    this.tell(account, points);
    return { limit, remaining: Math.max(0, limit - account.spent), resetAt: account.windowEnds };
  }

  private accountOf(key: string): Account {
    const now = Date.now();
    let account = this.accounts.get(key);
    const windowEnds = (Math.floor(now / WINDOW_MS) + 1) * WINDOW_MS;
    // An earlier window, or a later one where the clock was set back.
    if (account?.windowEnds !== windowEnds) {
      account = {
        key,
        windowEnds,
        spent: 0,
        untold: 0,
        told: 0,
        isWaiting: false,
      };
      this.accounts.set(key, account);
    }
    return account;
  }

  /** Adds what was spent here to the common count, and learns what was spent elsewhere. */
  async share(): Promise<void> {
    const told = this.spenders;
    if (told.length === 0 || !this.connection) return;
    this.spenders = [];
    const amounts = told.map((account) => account.untold);
    for (const account of told) Object.assign(account, { untold: 0, isWaiting: false });
    const { redis, breaker } = this.connection;
    try {
      await breaker.run(async () => {
        const batch = redis.pipeline();
        told.forEach((account, i) => {
          batch.incrby(keyOf(account), amounts[i]!);
          batch.pexpireat(keyOf(account), account.windowEnds + WINDOW_MS);
        });
        const replies = (await batch.exec()) ?? [];
        told.forEach((account, i) => {
          const total = replies[2 * i]?.[1];
          if (typeof total !== 'number') return;
          account.told += amounts[i]!;
          amounts[i] = 0;
          // A count that holds less than this process has told was lost with Redis' memory.
          account.spent = total < account.told ? Math.max(account.spent, total) : total + account.untold;
        });
        // A batch does not fail by itself when its commands do.
        const failed = replies.find(([error]) => error !== null);
        if (failed) throw failed[0]!;
      });
    } catch (error) {
      told.forEach((account, i) => this.tell(account, amounts[i]!));
      this.logger.debug({ msg: 'the other processes are not told what was spent', err: error });
    }
  }
}

const usedUp = ({ windowEnds }: Account): Error => rateLimited((windowEnds - Date.now()) / 1_000);

const keyOf = ({ key, windowEnds }: Account): string =>
  `wander:cost:${windowEnds}:${createHash('sha256').update(key).digest('base64url').slice(0, 24)}`;
