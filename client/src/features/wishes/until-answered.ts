import { nextTry } from '../../lib/next-try.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { awayFrom } from '../session/presence.js';
import type { Session } from '../session/session.js';
import type { Wisher } from './last-wish.js';

interface Write {
  /** Twice is once. */
  send(): Promise<unknown>;
  /** Of what is written: of two writes under way only the first is sent. */
  id: string;
  /** Completes "We keep trying to …": "delete the comment". */
  what: string;
  /** Called once: from then on nobody knows what became of it. */
  onUnanswered?(): void;
}

const underWay = new WeakMap<Session, Set<string>>();

/**
 * Sends a write until Wander answers. Resolves to false, without a word, when somebody else is signed in by then, or nobody,
 * and when the same is under way; rejects with what Wander refuses.
 */
export async function untilAnswered(
  { toasts, session, person }: Omit<Wisher, 'client'>,
  { send, id, what, onUnanswered }: Write,
): Promise<boolean> {
  const isAway = () => awayFrom(session.snapshot(), person) !== undefined;
  const writes = underWay.get(session) ?? new Set();
  underWay.set(session, writes);
  const write = `${person} ${what} ${id}`;
  if (writes.has(write)) return false;
  writes.add(write);
  let hide: (() => void) | undefined;
  try {
    for (let tries = 0; ; tries++) {
      try {
        await send();
        return !isAway();
      } catch (error) {
        if (isAway()) return false;
        if (!isUnanswered(error)) throw error;
      }
      if (!hide) {
        hide = toasts.show(`Wander isn’t responding. We keep trying to ${what}.`);
        onUnanswered?.();
      }
      await nextTry(tries);
      if (isAway()) return false;
    }
  } finally {
    writes.delete(write);
    hide?.();
  }
}
