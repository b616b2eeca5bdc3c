/** Editors that are open in this browser, in whichever tab: each holds a Web Lock, which a crash releases too. */
const lockName = (writer: string) => `wander-writer-${writer}`;

/** Announces an open editor until the returned function is called. Without Web Locks (plain http) it does nothing. */
export function announceWriter(writer: string): () => void {
  if (!globalThis.navigator?.locks) return () => undefined;
  let release: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  void navigator.locks.request(lockName(writer), () => done).catch(() => undefined);
  return release;
}

/** Which of these editors are open now. Without Web Locks none is said to be: their texts are copied, never taken. */
export async function openWriters(writers: readonly string[]): Promise<Set<string>> {
  if (!globalThis.navigator?.locks) return new Set();
  const { held = [], pending = [] } = await navigator.locks.query();
  const names = new Set([...held, ...pending].map((lock) => lock.name));
  return new Set(writers.filter((writer) => names.has(lockName(writer))));
}
