import { BoundedMap } from './bounded-map.js';
import type { CacheStore } from './cache-store.js';

const MAX_ENTRIES = 2_000;
/** In characters: one huge value must not hold the memory of thousands. */
const MAX_TEXT = 100_000;

/** The cache of a process that has no Redis: at most 2,000 values, the least recently used one goes first. */
export class MemoryStore implements CacheStore {
  readonly errors = 0;
  private readonly entries = new BoundedMap<{ text: string; expiresAt: number }>(MAX_ENTRIES);

  async get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry?.text;
    this.entries.delete(key);
    return undefined;
  }

  async set(key: string, text: string, ttlSeconds: number): Promise<void> {
    if (text.length > MAX_TEXT) return;
    this.entries.set(key, { text, expiresAt: Date.now() + ttlSeconds * 1_000 });
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.entries.delete(key);
  }
}
