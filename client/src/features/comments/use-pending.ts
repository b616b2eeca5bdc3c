import { useMemo, useState } from 'react';

/** What is on its way to Wander. */
export interface Pending {
  key: string;
  body: string;
  /** The comment under which it stands; undefined for a first word. */
  threadId: string | undefined;
}

export interface Pendings {
  add(one: Pending): void;
  settle(key: string): void;
}

/** In the order in which it was said. */
export function usePending(): [pending: readonly Pending[], pendings: Pendings] {
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const pendings = useMemo<Pendings>(
    () => ({
      add: (one) => setPending((all) => [...all, one]),
      settle: (key) => setPending((all) => all.filter((one) => one.key !== key)),
    }),
    [],
  );
  return [pending, pendings];
}
