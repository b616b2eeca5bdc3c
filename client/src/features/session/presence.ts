import type { Session, SessionState } from './session.js';

/** Whether somebody is signed in here, for what belongs to them. */
export interface Presence {
  /** Undefined while they are; otherwise the name of whoever is signed in instead, if anybody is. */
  away(): { name?: string } | undefined;
  /** Calls the listener when that may have changed; the returned function ends it. */
  subscribe(listener: () => void): () => void;
}

/** As `Presence.away`. Until it is known who is signed in, or was, nobody is said to be away. */
export function awayFrom(state: SessionState, person: string | undefined): { name?: string } | undefined {
  if (person === undefined || state.status === 'unknown') return undefined;
  if (state.status === 'guest') return {};
  return state.viewer.id === person ? undefined : { name: state.viewer.name };
}

export const presenceOf = (session: Session, person: string): Presence => ({
  away: () => awayFrom(session.snapshot(), person),
  subscribe: session.subscribe,
});
