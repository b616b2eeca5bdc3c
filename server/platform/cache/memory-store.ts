import { boundedCache } from '../bounded-cache.js';
import type { CacheStore } from './cache-store.js';

/** One huge value must not hold the memory of thousands. */
const MAX_CHARACTERS = 100_000;
const ENTRY_BYTES = 200;

interface Entry {
  text: string;
  /** By `performance.now()`. */
  expiresAt: number;
}

/** The cache of a process that has no Redis. */
export class MemoryStore implements CacheStore {
  readonly errors = 0;
  private readonly entries = boundedCache<Entry>(
    'cacheValues',
    ({ text }, key) => 2 * (text.length + key.length) + ENTRY_BYTES,
  );

  async get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.expiresAt > performance.now()) return entry?.text;
    this.entries.delete(key);
    return undefined;
  }

  async set(key: string, text: string, ttlSeconds: number): Promise<void> {
    if (text.length > MAX_CHARACTERS) return;
    this.entries.set(key, { text, expiresAt: performance.now() + ttlSeconds * 1_000 });
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.entries.delete(key);
  }
}
