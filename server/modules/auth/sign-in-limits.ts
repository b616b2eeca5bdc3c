import { Injectable } from '@nestjs/common';
import { networkOf } from '../../platform/auth/index.js';
import { AppError, rateLimited } from '../../platform/errors/index.js';
import { LIMITS } from '../../platform/limits.js';
import { RateLimiter, type RateLimit } from '../../platform/rate-limit/index.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const {
  freeAttempts: FREE_ATTEMPTS,
  attemptsOfAddress,
  attemptsOfAccount,
  registrationChecks,
  registrations,
  passwordChecks,
  refreshes,
  unknownRefreshes,
} = LIMITS.signIn;

const PER_ADDRESS: RateLimit = { name: 'login-address', points: attemptsOfAddress, seconds: 5 * MINUTE };
const PER_ACCOUNT: RateLimit = { name: 'login-account', points: attemptsOfAccount, seconds: HOUR };
/** One point for each failure by its number: of all that try at the same moment one gets it. */
const TURN: RateLimit = { name: 'login-turn', points: 1, seconds: DAY };
/** Counts only, so that the first turn that is not taken is found at once. */
const FAILURES: RateLimit = { name: 'login-failures', points: 1_000_000, seconds: DAY };
const REGISTRATION_CHECKS: RateLimit = { name: 'register-check', points: registrationChecks, seconds: 5 * MINUTE };
const REGISTRATIONS: RateLimit = { name: 'register-address', points: registrations, seconds: HOUR };
const PASSWORD_CHECKS: RateLimit = { name: 'password-check', points: passwordChecks, seconds: 5 * MINUTE };
const REFRESHES: RateLimit = { name: 'refresh-session', points: refreshes, seconds: 5 * MINUTE };
const UNKNOWN_REFRESHES: RateLimit = { name: 'refresh-refused', points: unknownRefreshes, seconds: 5 * MINUTE };

/** After that many failures the next attempt waits this long, in seconds. */
export const delayAfter = (failures: number): number =>
  Math.min(
    LIMITS.signIn.longestDelayMs / 1_000,
    (LIMITS.signIn.firstDelayMs / 1_000) * 2 ** Math.max(0, failures - FREE_ATTEMPTS),
  );

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
    const taken = await this.spent(FAILURES, key);
    await this.limiter.reset(FAILURES, key);
    // One more than is counted: an attempt that was broken off may have taken its turn without counting it.
    await Promise.all(Array.from({ length: taken + 1 }, (_, i) => this.limiter.reset(TURN, turnOf(key, i + 1))));
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

  /** A session asks for its next tokens. @throws AppError RATE_LIMITED */
  async refresh(sessionId: string): Promise<void> {
    await this.limiter.consume(REFRESHES, sessionId);
  }

  /** A refresh token is unknown. Those that are known are not held up by it. @throws AppError RATE_LIMITED */
  async unknownRefresh(ip: string): Promise<void> {
    await this.limiter.consume(UNKNOWN_REFRESHES, networkOf(ip));
  }

  /**
   * Takes the first turn that is free. The time since a turn was taken is the age of its window, so that who takes one and
   * when the next one may be taken are decided by the same counter, however many ask at once and in how many processes.
   */
  private async takeTurn(key: string): Promise<void> {
    for (let failures = await this.spent(FAILURES, key); ; failures += 1) {
      await this.mayComeAfter(key, failures);
      if (await this.take(turnOf(key, failures + 1))) break;
    }
    await this.limiter.consume(FAILURES, key);
  }

  /** @throws AppError RATE_LIMITED until the delay after that many failures is over. */
  private async mayComeAfter(key: string, failures: number): Promise<void> {
    if (failures < FREE_ATTEMPTS) return;
    const last = await this.limiter.peek(TURN, turnOf(key, failures));
    const wait = delayAfter(failures) - (TURN.seconds - last.resetsInSeconds);
    if (last.remaining === 0 && wait > 0) throw rateLimited(wait);
  }

  private async take(turn: string): Promise<boolean> {
    try {
      await this.limiter.consume(TURN, turn);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'RATE_LIMITED') return false;
      throw error;
    }
  }

  private async spent(limit: RateLimit, key: string): Promise<number> {
    const { remaining } = await this.limiter.peek(limit, key);
    return limit.points - remaining;
  }
}

const keyOf = (email: string, ip: string): string => `${email} ${networkOf(ip)}`;
const turnOf = (key: string, turn: number): string => `${key} ${turn}`;
