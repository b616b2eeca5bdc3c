/** Where the cache keeps its texts. A store that cannot be reached has nothing: it never throws. */
export interface CacheStore {
  /** Calls so far that did not reach it. */
  readonly errors: number;
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string, ttlSeconds: number): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
}
