/** What only a person does: scrolling is also done by the browser, and moving the pointer by the page under it. */
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

let hasActed = false;
const waiting = new Set<() => void>();

function onAction() {
  hasActed = true;
  for (const sign of signs) removeEventListener(sign, onAction, true);
  for (const act of waiting) act();
  waiting.clear();
}

/** Begins to wait for the reader; `already`: they have acted before these scripts were there. */
export function watchFirstAction(already: boolean): void {
  if (already) return onAction();
  for (const sign of signs) addEventListener(sign, onAction, { capture: true, passive: true });
}

/** Calls `act` once the reader does something with the page. The returned function gives that up. */
export function onFirstAction(act: () => void): () => void {
  if (hasActed) {
    act();
    return () => undefined;
  }
  waiting.add(act);
  return () => waiting.delete(act);
}
