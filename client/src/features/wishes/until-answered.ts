import { nextTry } from '../../lib/next-try.js';
import { isUnanswered } from '../../lib/unanswered.js';
import { awayFrom } from '../session/presence.js';
import type { Wisher } from './last-wish.js';

interface Write {
  /** Twice is once. */
  send(): Promise<unknown>;
  /** Completes "We keep trying to …": "delete the comment". */
  what: string;
  /** Called once: from then on nobody knows what became of it. */
  onUnanswered?(): void;
}

/**
 * Sends a write until Wander answers. Resolves to false, without a word, when somebody else is signed in by then, or nobody;
 * rejects with what Wander refuses.
 */
export async function untilAnswered(
  { toasts, session, person }: Omit<Wisher, 'client'>,
  { send, what, onUnanswered }: Write,
): Promise<boolean> {
  const isAway = () => person !== undefined && awayFrom(session.snapshot(), person) !== undefined;
  let hide: (() => void) | undefined;
  try {
    for (let tries = 0; ; tries++) {
      try {
        await send();
        return true;
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
    hide?.();
  }
}
