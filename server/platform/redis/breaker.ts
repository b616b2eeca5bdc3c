import { Logger } from '@nestjs/common';
import { ReplyError } from 'ioredis';

const FAILURES_TO_OPEN = 5;
/** Well under the 5 s within which a Redis that is back must be used again. */
const PAUSE_MS = 1_000;

export class BreakerOpenError extends Error {
  override readonly name = 'BreakerOpenError';
}

interface BreakerOptions {
  /** Called when Redis still fails after a pause: the connection itself may be the dead part. */
  onStillFailing?: () => void;
  pauseMs?: number;
}

/**
 * Keeps a Redis that is down or hung from costing each request a timeout: after five failures in a row it refuses
 * at once, and lets one call a second through to see whether Redis is back. An error that Redis itself replies
 * shows that it is there, so it is no failure here.
 */
export class Breaker {
  private readonly logger: Logger;
  private readonly pauseMs: number;
  private readonly onStillFailing: () => void;
  private failures = 0;
  private nextTryAt = 0;

  constructor(
    private readonly name: string,
    options: BreakerOptions = {},
  ) {
    this.logger = new Logger(`Redis ${name}`);
    this.pauseMs = options.pauseMs ?? PAUSE_MS;
    this.onStillFailing = options.onStillFailing ?? (() => {});
  }

  get isOpen(): boolean {
    return this.failures >= FAILURES_TO_OPEN;
  }

  /** @throws BreakerOpenError without calling `work` while open, else whatever `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const isProbe = this.isOpen;
    if (isProbe) {
      if (Date.now() < this.nextTryAt) throw new BreakerOpenError(`Redis ${this.name} is not in use for a moment`);
      this.nextTryAt = Date.now() + this.pauseMs;
    }
    try {
      const result = await work();
      this.succeeded();
      return result;
    } catch (error) {
      if (error instanceof ReplyError) this.succeeded();
      else this.failed(isProbe, error);
      throw error;
    }
  }

  private succeeded(): void {
    if (this.isOpen) this.logger.log('answers again');
    this.failures = 0;
  }

  private failed(isProbe: boolean, error: unknown): void {
    this.failures += 1;
    if (isProbe) this.onStillFailing();
    if (this.failures !== FAILURES_TO_OPEN) return;
    this.nextTryAt = Date.now() + this.pauseMs;
    this.logger.warn(
      `does not answer: Wander goes on without it (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
