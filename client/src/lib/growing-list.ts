import { useEffect } from 'react';

interface List {
  /** How many are shown of it. */
  shown: number;
  /** Fetches the next page. */
  load(): Promise<unknown>;
}

let list: List | undefined;
const watchers = new Set<(list: List) => void>();

/** The list on the screen that can grow by a page; `load` is undefined where all of it is there. */
export function useGrowingList(shown: number, load: List['load'] | undefined): void {
  useEffect(() => {
    if (!load) return undefined;
    const own = { shown, load };
    list = own;
    for (const watcher of watchers) watcher(own);
    return () => {
      if (list === own) list = undefined;
    };
  }, [shown, load]);
}

/** Tells `watcher` which list there is, now and whenever that changes, until the returned function is called. */
export function watchGrowingList(watcher: (list: List) => void): () => void {
  watchers.add(watcher);
  if (list) watcher(list);
  return () => void watchers.delete(watcher);
}
