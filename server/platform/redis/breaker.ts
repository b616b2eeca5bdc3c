import { Logger } from '@nestjs/common';
import { ReplyError } from 'ioredis';
import { OncePerMinute } from '../once-per-minute.js';

const FAILURES_TO_OPEN = 5;
/** Well under the 5 s within which a Redis that is back must be used again. */
const PAUSE_MS = 1_000;
/** A Redis that refused something is not whole for so long: without memory it refuses what writes alone. */
const REFUSAL_MS = 10_000;

/** What a Redis says that is there and does not serve, and what its host can do about it. */
const REFUSALS: readonly (readonly [code: RegExp, advice: string])[] = [
  [/\b(NOAUTH|WRONGPASS)\b/, 'Correct the password in REDIS_URL.'],
  [/\bNOPERM\b/, 'Let the user of REDIS_URL run all commands on all keys and channels that begin with wander.'],
  [/\b(READONLY|MASTERDOWN)\b/, 'It is a replica: let REDIS_URL lead to the primary.'],
  [
    /\b(OOM|EXECABORT)\b/,
    'It has no memory left: raise its maxmemory, or let it evict keys (maxmemory-policy volatile-lru).',
  ],
  [/\bMISCONF\b/, 'It cannot save its data: look at its disk.'],
  [/\bNOREPLICAS\b/, 'It has too few replicas to write: bring them back, or lower its min-replicas-to-write.'],
  [
    /\b(MOVED|ASK|CROSSSLOT)\b/,
    'It is a part of a cluster, which holds some of the keys alone: let REDIS_URL lead to a single Redis, or to Sentinels.',
  ],
  [/\b(LOADING|CLUSTERDOWN)\b/, 'It begins only now: wait.'],
  [/max number of clients/, 'It takes no more connections: raise its maxclients.'],
  [
    /DB index is out of range/,
    'It has too few databases: what belongs in this one goes to database 0. Raise its databases.',
  ],
  [/unknown command/, 'Wander needs it: let REDIS_URL lead to a Redis that has all commands (see rename-command).'],
];
/** It does the other commands. */
const OF_ONE_COMMAND = /unknown command|DB index is out of range/;

/** What its host can do about what Redis refuses; undefined for any other error. */
export const adviceOn = (error: unknown): string | undefined =>
  error instanceof ReplyError ? REFUSALS.find(([code]) => code.test((error as Error).message))?.[1] : undefined;

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
 * shows that it is there, so it is no failure here, unless it says that Redis does not serve.
 */
export class Breaker {
  private readonly logger: Logger;
  private readonly pauseMs: number;
  private readonly onStillFailing: () => void;
  private failures = 0;
  /** By `performance.now()`: the clock of the machine may be set back by hours. */
  private nextTryAt = 0;
  private refusedAt = -Infinity;
  private readonly advised = new OncePerMinute();

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

  /** Whether Redis answers, and does what it is asked. */
  get serves(): boolean {
    return !this.isOpen && performance.now() - this.refusedAt > REFUSAL_MS;
  }

  /** @throws BreakerOpenError without calling `work` while open, else whatever `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const isProbe = this.isOpen;
    if (isProbe) {
      if (performance.now() < this.nextTryAt)
        throw new BreakerOpenError(`Redis ${this.name} is not in use for a moment`);
      this.nextTryAt = performance.now() + this.pauseMs;
    }
    try {
      const result = await work();
      this.succeeded();
      return result;
    } catch (error) {
      const advice = adviceOn(error);
      if (advice !== undefined) this.refused(error as Error, advice);
      const isThere =
        error instanceof ReplyError && (advice === undefined || OF_ONE_COMMAND.test((error as Error).message));
      if (isThere) this.succeeded();
      else this.failed(isProbe && !(error instanceof ReplyError), error);
      throw error;
    }
  }

  /** Tells the host, each thing once a minute. */
  private refused({ message }: Error, advice: string): void {
    this.refusedAt = performance.now();
    if (this.advised.allows(advice)) this.logger.warn(`refuses what it is asked: ${message} ${advice}`);
  }

  private succeeded(): void {
    if (this.isOpen) this.logger.log('answers again');
    this.failures = 0;
  }

  private failed(isUnanswered: boolean, error: unknown): void {
    this.failures += 1;
    if (isUnanswered) this.onStillFailing();
    if (this.failures !== FAILURES_TO_OPEN) return;
    this.nextTryAt = performance.now() + this.pauseMs;
    this.logger.warn(
      `does not answer: Wander goes on without it (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
