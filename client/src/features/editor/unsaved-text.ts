import { KeptTexts } from './kept-texts.js';
import { abandonSessions, settleSessions } from './story-session.js';

export interface UnsavedText {
  /** How many stories have text that only this browser has. */
  count(): Promise<number>;
  /** Removes all of it, also what was left aside; open editors stop keeping. */
  discard(): Promise<void>;
}

/** For signing out: what a person would leave behind in this browser. What is not discarded is kept for them alone. */
export function unsavedTextOf(person: string, texts = new KeptTexts(person)): UnsavedText {
  return {
    async count() {
      await settleSessions();
      const kept = await texts.all().catch(() => []);
      return new Set(kept.map((text) => text.storyId ?? text.createKey)).size;
    },
    async discard() {
      await abandonSessions(person);
      await texts.discardAll().catch(() => undefined);
    },
  };
}
