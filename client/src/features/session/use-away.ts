import { awayFrom } from './presence.js';
import { useSessionState } from './SessionProvider.js';

/** Undefined while this person is signed in; otherwise the name of whoever is signed in instead, if anybody is. */
export function useAway(person: string): { name?: string } | undefined {
  return awayFrom(useSessionState(), person);
}
