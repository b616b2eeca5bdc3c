import { LRUCache } from 'lru-cache';
import { LIMITS } from './limits.js';

export type MemoryName = keyof typeof LIMITS.memory;

const caches = new Map<MemoryName, { readonly calculatedSize: number; readonly maxSize: number }[]>();

/**
 * An LRU cache of at most so many bytes as `LIMITS.memory` says for its name; what was used longest ago goes first.
 * @param bytesOf about how many bytes an entry takes; what is larger than all of it is not kept
 */
export function boundedCache<V extends NonNullable<unknown>>(
  name: MemoryName,
  bytesOf: (value: V, key: string) => number,
  onEvict?: (key: string) => void,
): LRUCache<string, V> {
  const cache = new LRUCache<string, V>({
    maxSize: LIMITS.memory[name],
    sizeCalculation: bytesOf,
    ...(onEvict && {
      dispose: (_value: V, key: string, reason: string) => {
        if (reason === 'evict') onEvict(key);
      },
    }),
  });
  caches.set(name, [...(caches.get(name) ?? []), cache]);
  return cache;
}

/** About how many bytes the caches of that name hold in this process. */
export const bytesHeld = (name: MemoryName): number =>
  (caches.get(name) ?? []).reduce((sum, { calculatedSize }) => sum + calculatedSize, 0);

/** How many bytes they may hold. */
export const bytesAllowed = (name: MemoryName): number =>
  (caches.get(name) ?? []).reduce((sum, { maxSize }) => sum + maxSize, 0);
