import { openTabs } from './tabs.js';

const name = 'wander-discarded';

/** Tells the other tabs of this browser that a person discards all text of theirs that only this browser has. */
export function sayDiscarded(person: string): void {
  const tabs = openTabs<string>(name, () => undefined);
  tabs.say(person);
  tabs.close();
}

/** Calls `act` when another tab says so of this person; the returned function ends it. */
export function onDiscarded(person: string, act: () => void): () => void {
  const tabs = openTabs<string>(name, (who) => {
    if (who === person) act();
  });
  return () => tabs.close();
}
