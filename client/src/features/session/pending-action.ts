/** What a guest wanted to do that needs an account. */
export interface PendingAction {
  kind: 'like' | 'bookmark' | 'follow';
  /** Of the story or the person. */
  id: string;
  /** Of the person. */
  name?: string;
}

// In this tab alone, and only while one signs in or up: see PendingActions.
const key = 'wander-pending-action';

export function keepAction(action: PendingAction) {
  try {
    sessionStorage.setItem(key, JSON.stringify(action));
  } catch {
    // Then it has to be done again.
  }
}

export function forgetAction() {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Gives what was kept, once. */
export function takeAction(): PendingAction | undefined {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    return text === null ? undefined : (JSON.parse(text) as PendingAction);
  } catch {
    return undefined;
  }
}
