import { inTime } from '../../lib/in-time.js';

/** Editors that are open in this browser, in whichever tab: each holds a Web Lock, which a crash releases too. */
const lockName = (writer: string) => `wander-writer-${writer}`;

const longestMs = 2_000;

/** Closed in this page: their locks may still be said to be held. */
const closed = new Set<string>();

/** Announces an open editor until the returned function is called. Without Web Locks (plain http) it does nothing. */
export function announceWriter(writer: string): () => void {
  closed.delete(writer);
  let release: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  try {
    navigator.locks.request(lockName(writer), () => done).catch(() => undefined);
  } catch {
    // The browser has none, or does not let this page use them.
  }
  return () => {
    closed.add(writer);
    release();
  };
}

/** Which of these editors are open now. Without Web Locks none is said to be: their texts are copied, never taken. */
export async function openWriters(writers: readonly string[]): Promise<Set<string>> {
  const names = await lockNames();
  return new Set(writers.filter((writer) => names?.has(lockName(writer)) && !closed.has(writer)));
}

/** Whether closed editors can be told from open ones. */
export const canTellWriters = async (): Promise<boolean> => (await lockNames()) !== undefined;

async function lockNames(): Promise<Set<string | undefined> | undefined> {
  try {
    const { held = [], pending = [] } = await inTime(navigator.locks.query(), longestMs);
    return new Set([...held, ...pending].map((lock) => lock.name));
  } catch {
    return undefined;
  }
}
