import type { CacheStore } from './cache-store.js';

/**
 * Remembers what is dear to read and the same for everyone who asks. Whoever reads remembers, whoever writes forgets.
 * Keys carry their version (`v1:posts:byId:<id>`): a value of another shape gets another version, and the old ones
 * are never read again.
 */
export class Cache {
  /** Lookups so far that found their value, and that did not. Readers who share a load are one. */
  hits = 0;
  misses = 0;
  private readonly loads = new Map<string, Promise<Envelope>>();

  constructor(private readonly store: CacheStore) {}

  get errors(): number {
    return this.store.errors;
  }

  /**
   * The remembered value of `key`, else what `load` gives, kept for `ttlSeconds`. Readers of one cold key share one
   * load per process. The value must be plain JSON; each reader gets a copy of its own. A cache that is down or holds
   * something unreadable or of another shape (`fits` is false) is a miss; only `load`'s own errors are thrown, and they are
   * not kept.
   */
  async remember<T>(
    key: string,
    ttlSeconds: number,
    load: () => Promise<T>,
    fits: (value: unknown) => boolean,
  ): Promise<T> {
    const loading = this.loads.get(key);
    if (loading !== undefined) return valueOf((await loading).text) as T;
    const reading = this.read(key, ttlSeconds, load, fits);
    this.loads.set(key, reading);
    try {
      return (await reading).value as T;
    } finally {
      if (this.loads.get(key) === reading) this.loads.delete(key);
    }
  }

  /** To be called after the commit. A load that is under way may have read the old rows: its result is not kept. */
  async forget(...keys: string[]): Promise<void> {
    for (const key of keys) this.loads.delete(key);
    await this.store.delete(keys);
  }

  private async read(
    key: string,
    ttlSeconds: number,
    load: () => Promise<unknown>,
    fits: (value: unknown) => boolean,
  ): Promise<Envelope> {
    const kept = open(await this.store.get(key));
    if (kept !== undefined && fits(kept.value)) {
      this.hits += 1;
      return kept;
    }
    this.misses += 1;
    const own = this.loads.get(key);
    const text = JSON.stringify({ value: await load() });
    if (own !== undefined && this.loads.get(key) === own) await this.store.set(key, text, ttlSeconds);
    // Read back, so that the first reader sees what all others will: text for a Date, nothing for undefined.
    return { text, value: valueOf(text) };
  }
}

interface Envelope {
  text: string;
  value: unknown;
}

const valueOf = (text: string): unknown => (JSON.parse(text) as { value?: unknown }).value;

function open(text: string | undefined): Envelope | undefined {
  if (text === undefined) return undefined;
  try {
    const envelope: unknown = JSON.parse(text);
    if (typeof envelope === 'object' && envelope !== null && 'value' in envelope)
      return { text, value: envelope.value };
  } catch {
    // Corrupt or from another time: a miss.
  }
  return undefined;
}

/** Is it a list of objects that have all of these names? */
export const isListOf =
  (...names: readonly string[]) =>
  (value: unknown): boolean =>
    Array.isArray(value) &&
    value.every((item) => typeof item === 'object' && item !== null && names.every((name) => name in item));
