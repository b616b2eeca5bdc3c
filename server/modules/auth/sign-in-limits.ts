import { Injectable } from '@nestjs/common';
import { networkOf } from '../../platform/auth/index.js';
import { RateLimiter, type RateLimit } from '../../platform/rate-limit/index.js';

const FREE_ATTEMPTS = 5;
const FIRST_DELAY_SECONDS = 5;
const LONGEST_DELAY_SECONDS = 15 * 60;

const PER_ADDRESS: RateLimit = { name: 'login-address', points: 25, seconds: 5 * 60 };
const PER_ACCOUNT: RateLimit = { name: 'login-account', points: 100, seconds: 60 * 60 };
/** Counts only: what it allows is decided here. */
const FAILURES: RateLimit = { name: 'login-failures', points: 1_000_000, seconds: 24 * 60 * 60 };
const REGISTRATION_CHECKS: RateLimit = { name: 'register-check', points: 30, seconds: 5 * 60 };
const REGISTRATIONS: RateLimit = { name: 'register-address', points: 5, seconds: 60 * 60 };
const PASSWORD_CHECKS: RateLimit = { name: 'password-check', points: 10, seconds: 5 * 60 };

/** After that many failures the next attempt waits this long, in seconds. */
export const delayAfter = (failures: number): number =>
  Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** Math.max(0, failures - FREE_ATTEMPTS));

const turnAfter = (failures: number): RateLimit => ({
  name: 'login-turn',
  points: 1,
  seconds: delayAfter(failures),
});

/** How often somebody may try a password. Every attempt is counted before it is made, wherever in a document it stands. */
@Injectable()
export class SignInLimits {
  constructor(private readonly limiter: RateLimiter) {}

  /** @throws AppError RATE_LIMITED. An attempt counts as a failure until `succeeded` is called. */
  async attempt(email: string, ip: string): Promise<void> {
    await this.limiter.consume(PER_ADDRESS, networkOf(ip));
    await this.takeTurn(keyOf(email, ip));
    await this.limiter.consume(PER_ACCOUNT, email);
  }

  async succeeded(email: string, ip: string): Promise<void> {
    const key = keyOf(email, ip);
    const attempts = await this.failuresOf(key);
    await this.limiter.reset(FAILURES, key);
    // The turns that this attempt has taken would make the next ones wait that come as far as it did.
    for (const turn of [attempts - 1, attempts])
      if (turn >= FREE_ATTEMPTS) await this.limiter.reset(turnAfter(turn), `${key} ${turn}`);
  }

  /** Before a registration is looked at, which costs more than to refuse it. @throws AppError RATE_LIMITED */
  async registrationCheck(ip: string): Promise<void> {
    await this.limiter.consume(REGISTRATION_CHECKS, networkOf(ip));
  }

  /** Once nothing is wrong with it, so that a typing mistake does not count. @throws AppError RATE_LIMITED */
  async register(ip: string): Promise<void> {
    await this.limiter.consume(REGISTRATIONS, networkOf(ip));
  }

  /** Somebody signed in states the password once more. @throws AppError RATE_LIMITED */
  async passwordCheck(userId: string): Promise<void> {
    await this.limiter.consume(PASSWORD_CHECKS, userId);
  }

  /** Each delay is a window of one point, spent at the attempt before: of many parallel attempts one gets through. */
  private async takeTurn(key: string): Promise<void> {
    const failures = await this.failuresOf(key);
    if (failures >= FREE_ATTEMPTS) await this.limiter.consume(turnAfter(failures), `${key} ${failures}`);
    const counted = await this.limiter.consume(FAILURES, key);
    const now = counted.limit - counted.remaining;
    // Others began at the same moment and took the free attempts: this one has to wait as well.
    if (failures < FREE_ATTEMPTS && now > FREE_ATTEMPTS)
      await this.limiter.consume(turnAfter(FREE_ATTEMPTS), `${key} ${FREE_ATTEMPTS}`);
    if (now >= FREE_ATTEMPTS) await this.limiter.consume(turnAfter(now), `${key} ${now}`);
  }

  private async failuresOf(key: string): Promise<number> {
    const { limit, remaining } = await this.limiter.peek(FAILURES, key);
    return limit - remaining;
  }
}

const keyOf = (email: string, ip: string): string => `${email} ${networkOf(ip)}`;
