import type { ApolloCache, ApolloClient } from '@apollo/client';
import type { Toast, Toasts } from '../../ui/toasts.js';
import { readError, whyNot } from '../../lib/api-error.js';

/** Something that a person turns on and off: a like, a bookmark, a follow. */
interface Switch {
  /** One for each thing that can be turned: "like/post_1". */
  key: string;
  /** Writes into the cache how it looks; what is refused is taken back from there. */
  look(cache: ApolloCache, on: boolean): void;
  send(on: boolean): Promise<unknown>;
  /** What is said when Wander has it: a toast with an undo when turned off, else only heard. */
  done(on: boolean): string | undefined;
  /** What is said when Wander did not hear it. */
  unheard(on: boolean): string;
}

/** What was wished last, for all of which a request is under way. */
const wishes = new Map<string, boolean>();

/** Takes away what still stands there of the last wish: an "Undo" of what has been undone. */
const told = new Map<string, () => void>();

/**
 * Turns it on the screen at once. Wander is asked one thing at a time: what is wished meanwhile waits, and the last of
 * it is sent.
 */
export async function wish(client: ApolloClient, toasts: Toasts, on: boolean, what: Switch): Promise<void> {
  const { key, look, send, done, unheard } = what;
  const { cache } = client;
  const show = (next: boolean) => {
    cache.removeOptimistic(key);
    cache.recordOptimisticTransaction((layer) => look(layer, next), key);
  };
  show(on);
  told.get(key)?.();
  told.delete(key);
  const isUnderWay = wishes.has(key);
  wishes.set(key, on);
  if (isUnderWay) return;

  const again = (name: string, next: boolean): Toast['action'] => ({
    name,
    onClick: () => void wish(client, toasts, next, what),
  });
  let sent = on;
  let failure: unknown;
  for (;;) {
    failure = await send(sent).then(
      () => undefined,
      (error: unknown) => error,
    );
    const last = wishes.get(key)!;
    if (last === sent) break;
    sent = last;
    // Beside what Wander just said.
    show(sent);
  }
  wishes.delete(key);
  cache.removeOptimistic(key);
  const text = done(sent);
  if (failure) {
    const action = readError(failure).code === 'FORBIDDEN' ? undefined : again('Try again', sent);
    told.set(key, toasts.show({ text: whyNot(failure, unheard(sent)), action }));
  } else if (!sent) told.set(key, toasts.show({ text, action: again('Undo', true) }));
  else if (text) toasts.announce(text);
}
