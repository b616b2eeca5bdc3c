import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { type RateLimit, RateLimiter, type RateLimitState } from './rate-limiter.js';

const MINUTE = 60;
/** In so many editors one person may type at the same time. */
const STORIES_AT_ONCE = 10;

/** What is counted apart from each other. */
export const WRITE_KINDS = ['WRITE', 'PUBLICATION', 'COMMENT', 'AUTOSAVE'] as const;
export type WriteKind = (typeof WRITE_KINDS)[number];

/** How often one person may write. Counted for each field of a document, so that aliases gain nothing. */
@Injectable()
export class WriteLimits {
  private readonly limits: Record<WriteKind, RateLimit>;
  private readonly autosavesOfStory: RateLimit;

  constructor(
    private readonly limiter: RateLimiter,
    { rateLimits: { writes } }: Config,
  ) {
    const perMinute = (name: string, points: number): RateLimit => ({ name, points, seconds: MINUTE });
    this.limits = {
      WRITE: perMinute('writes', writes),
      PUBLICATION: perMinute('publications', Math.ceil(writes / 6)),
      COMMENT: perMinute('comments', Math.ceil(writes / 3)),
      AUTOSAVE: perMinute('autosaves-of-all', STORIES_AT_ONCE * writes),
    };
    this.autosavesOfStory = perMinute('autosaves', writes);
  }

  /** Any write that has no limit of its own. @throws AppError RATE_LIMITED. */
  async write(userId: string): Promise<void> {
    await this.limiter.consume(this.limits.WRITE, userId);
  }

  /** Of the writes, a sixth may be publications. @throws AppError RATE_LIMITED. */
  async publication(userId: string): Promise<void> {
    await this.limiter.consume(this.limits.PUBLICATION, userId);
  }

  /** Of the writes, a third may be comments. @throws AppError RATE_LIMITED. */
  async comment(userId: string): Promise<void> {
    await this.limiter.consume(this.limits.COMMENT, userId);
  }

  /**
   * An editor saves by itself: counted for each story apart, not among the writes. Whoever names another story each time,
   * theirs or not, is stopped by the sum. @throws AppError RATE_LIMITED.
   */
  async autosave(userId: string, storyId: string): Promise<void> {
    await this.limiter.consume(this.limits.AUTOSAVE, userId);
    await this.limiter.consume(this.autosavesOfStory, `${userId}:${storyId}`);
  }

  /** Where a person stands with each kind; autosaves of all stories together. */
  async stateOf(userId: string): Promise<(RateLimitState & { kind: WriteKind })[]> {
    return Promise.all(
      WRITE_KINDS.map(async (kind) => ({ kind, ...(await this.limiter.peek(this.limits[kind], userId)) })),
    );
  }
}
