import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { RateLimiter } from './rate-limiter.js';

const MINUTE = 60;
/** In so many editors one person may type at the same time. */
const STORIES_AT_ONCE = 10;

/** How often one person may write. Counted for each field of a document, so that aliases gain nothing. */
@Injectable()
export class WriteLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly config: Config,
  ) {}

  /** Any write that has no limit of its own. @throws AppError RATE_LIMITED. */
  async write(userId: string): Promise<void> {
    await this.limiter.consume({ name: 'writes', points: this.perMinute, seconds: MINUTE }, userId);
  }

  /** Of the writes, a sixth may be publications. @throws AppError RATE_LIMITED. */
  async publication(userId: string): Promise<void> {
    const points = Math.ceil(this.perMinute / 6);
    await this.limiter.consume({ name: 'publications', points, seconds: MINUTE }, userId);
  }

  /** Of the writes, a third may be comments. @throws AppError RATE_LIMITED. */
  async comment(userId: string): Promise<void> {
    const points = Math.ceil(this.perMinute / 3);
    await this.limiter.consume({ name: 'comments', points, seconds: MINUTE }, userId);
  }

  /**
   * An editor saves by itself: counted for each story apart, not among the writes. Whoever names another story each time,
   * theirs or not, is stopped by the sum. @throws AppError RATE_LIMITED.
   */
  async autosave(userId: string, storyId: string): Promise<void> {
    const points = STORIES_AT_ONCE * this.perMinute;
    await this.limiter.consume({ name: 'autosaves-of-all', points, seconds: MINUTE }, userId);
    await this.limiter.consume({ name: 'autosaves', points: this.perMinute, seconds: MINUTE }, `${userId}:${storyId}`);
  }

  private get perMinute(): number {
    return this.config.rateLimits.writes;
  }
}
