import type { ApolloCache, ApolloClient } from '@apollo/client';
import type { Toast, Toasts } from '../../ui/toasts.js';
import { readError } from '../../lib/api-error.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { nextTry } from '../../lib/next-try.js';
import { awayFrom } from '../session/presence.js';
import type { Session } from '../session/session.js';

/** Who wishes; `person` is undefined until it is known who is signed in. */
export interface Wisher {
  client: ApolloClient;
  toasts: Toasts;
  session: Session;
  person: string | undefined;
}

/** Something that a person turns on and off: a like, a bookmark, a follow. */
interface Switch {
  /** One for each thing that a person can turn: "like/post_1". */
  key: string;
  /** Writes into the cache how it looks; what is refused is taken back from there. */
  look(cache: ApolloCache, on: boolean): void;
  send(on: boolean): Promise<unknown>;
  /** What is said when Wander has it: a toast with an undo when turned off, else only heard. */
  done(on: boolean): string | undefined;
  /** What is said while no answer comes. Nobody knows then whether Wander has it, so it is sent until one does. */
  unanswered(on: boolean): string;
}

/** What was wished last, for all of which a request is under way. */
const wishes = new Map<string, boolean>();

/** Takes away what still stands there of the last wish: an "Undo" of what has been undone. */
const told = new Map<string, () => void>();

/** Ends the wait for the next try of what had no answer. */
const waits = new Map<string, AbortController>();

/**
 * Turns it on the screen at once. Wander is asked one thing at a time: what is wished meanwhile waits, and the last of
 * it is sent. What has no answer is sent again, since twice is once, and is taken back only when Wander refuses it. It
 * ends without a word when somebody else is signed in.
 */
export async function wish(wisher: Wisher, on: boolean, what: Switch): Promise<void> {
  const { client, toasts, session, person } = wisher;
  const { look, send, done, unanswered } = what;
  const { cache } = client;
  const key = `${person ?? ''}/${what.key}`;
  const isAway = () => awayFrom(session.snapshot(), person) !== undefined;
  if (isAway()) return;
  const show = (next: boolean) => {
    cache.removeOptimistic(key);
    cache.recordOptimisticTransaction((layer) => look(layer, next), key);
  };
  const tell = (toast: Toast | undefined) => {
    told.get(key)?.();
    told.delete(key);
    if (toast) told.set(key, toasts.show(toast));
  };
  show(on);
  tell(undefined);
  const isUnderWay = wishes.has(key);
  wishes.set(key, on);
  waits.get(key)?.abort();
  if (isUnderWay) return;

  const again = (name: string, next: boolean): Toast['action'] => ({
    name,
    onClick: () => void wish(wisher, next, what),
  });
  const unwatch = session.subscribe(() => {
    if (!isAway()) return;
    tell(undefined);
    waits.get(key)?.abort();
  });
  let sent = on;
  let failure: unknown;
  for (let tries = 0; ;) {
    failure = await send(sent).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (isAway()) break;
    const isLast = wishes.get(key) === sent;
    if (isLast && failure && isUnanswered(failure)) {
      if (tries === 0) tell({ text: unanswered(sent) });
      const wait = new AbortController();
      waits.set(key, wait);
      await nextTry(tries++, wait.signal);
      waits.delete(key);
      if (isAway()) break;
    } else if (isLast) break;
    sent = wishes.get(key)!;
    // Beside what Wander just said.
    show(sent);
  }
  unwatch();
  wishes.delete(key);
  cache.removeOptimistic(key);
  tell(undefined);
  if (isAway()) return;
  const text = done(sent);
  if (failure) {
    const { code, message } = readError(failure);
    tell({ text: message, action: code === 'FORBIDDEN' ? undefined : again('Try again', sent) });
  } else if (!sent) tell({ text, action: again('Undo', true) });
  else if (text) toasts.announce(text);
}
