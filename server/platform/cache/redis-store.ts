import { KeyvAdapter } from 'cache-manager';
import { redisInsStore } from 'cache-manager-ioredis-yet';
import { Keyv } from 'keyv';
import { boundedCache } from '../bounded-cache.js';
import type { GuardedRedis } from '../redis/index.js';
import type { CacheStore } from './cache-store.js';

/** The package was typed for cache-manager 5, whose types are gone; what KeyvAdapter calls, it has. */
type AdapterStore = ConstructorParameters<typeof KeyvAdapter>[0];

const ENTRY_BYTES = 100;

/**
 * The shared cache, over cache-manager-ioredis-yet. That package reads values with telejson, which turns a string
 * such as `_function_x|function(){…}` into a function, and graphql-js calls functions. So it is only ever handed one
 * text that begins with a brace (Keyv's JSON around ours): telejson looks at the beginning of a string, finds none
 * of its marks, and what people wrote stays inside.
 */
export class RedisStore implements CacheStore {
  errors = 0;
  private readonly keyv: Keyv<string>;
  /** Keys that were to be forgotten while Redis was away: it may still have their old values when it is back. */
  private readonly unforgotten = boundedCache<true>('forgottenKeys', (_, key) => 2 * key.length + ENTRY_BYTES);

  constructor(private readonly connection: GuardedRedis) {
    this.keyv = new Keyv<string>({
      store: new KeyvAdapter(redisInsStore(connection.redis) as unknown as AdapterStore),
      namespace: 'wander',
      throwOnErrors: true,
    });
    this.keyv.on('error', () => {}); // each call throws its own error, below
  }

  async get(key: string): Promise<string | undefined> {
    try {
      await this.forgetLeftOvers();
      const text: unknown = await this.run(() => this.keyv.get(key));
      return typeof text === 'string' ? text : undefined;
    } catch {
      this.errors += 1;
      return undefined;
    }
  }

  async set(key: string, text: string, ttlSeconds: number): Promise<void> {
    try {
      await this.forgetLeftOvers();
      await this.run(() => this.keyv.set(key, text, ttlSeconds * 1_000));
    } catch {
      this.errors += 1; // A value that was not kept is loaded again.
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      await this.run(() => this.keyv.delete([...keys]));
    } catch {
      this.errors += 1;
      for (const key of keys) this.unforgotten.set(key, true);
    }
  }

  private async forgetLeftOvers(): Promise<void> {
    if (this.unforgotten.size === 0) return;
    const keys = [...this.unforgotten.keys()];
    await this.run(() => this.keyv.delete(keys));
    for (const key of keys) this.unforgotten.delete(key);
  }

  /** What cannot be read is a miss and says nothing about Redis: only the breaker's own calls may open it. */
  private async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.connection.breaker.run(async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
      }
    });
  }
}
