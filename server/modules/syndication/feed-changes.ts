import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';

/** A reader that comes after longer than this is sent all again. */
const KEPT_SECONDS = 86_400;

/** A text of a feed, and the second since 1970 from which on it was sent. */
interface Seen {
  hash: string;
  second: number;
}

/**
 * When feeds changed, for readers that ask by time alone. The times of stories do not tell it: of a story that was withdrawn, nothing is
 * left in the feed.
 */
@Injectable()
export class FeedChanges {
  constructor(private readonly cache: Cache) {}

  /**
   * The second from which on the feed at this address has had the text with this hash: later than that of any other text it had.
   * Undefined while that second is not over, and when another text is sent at the same time.
   */
  async changedAt(address: string, hash: string): Promise<Date | undefined> {
    const key = `v1:syndication:feed:${hashOf(address)}`;
    const now = Math.floor(Date.now() / 1_000);
    const seen = await this.seen(key, { hash, second: now });
    let { second } = seen;
    if (seen.hash !== hash) {
      await this.cache.forget(key);
      const next = await this.seen(key, { hash, second: Math.max(now, second + 1) });
      if (next.hash !== hash) return undefined;
      second = next.second;
    }
    return second > now ? undefined : new Date(second * 1_000);
  }

  private seen(key: string, first: Seen): Promise<Seen> {
    return this.cache.remember(key, KEPT_SECONDS, () => Promise.resolve(first), isSeen);
  }
}

const isSeen = (value: unknown): boolean => {
  const { hash, second } = (value ?? {}) as Partial<Seen>;
  return typeof hash === 'string' && typeof second === 'number';
};

/** Of a text of a feed. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 24);
