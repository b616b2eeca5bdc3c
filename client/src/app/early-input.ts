/** A button that was pressed, or a key on what has the focus. */
interface EarlyInput {
  target: HTMLElement;
  key?: KeyboardEvent;
}

declare global {
  interface Window {
    /** What was pressed before the scripts came, in its order; index.html adds to it while it is there. */
    __EARLY_INPUT__?: EarlyInput[];
  }
}

/** Who pressed a key longer ago has gone on. */
const longestWaitMs = 10_000;

/** Ends the collecting: from now on React listens. */
export function takeEarlyInput(): readonly EarlyInput[] {
  const input = window.__EARLY_INPUT__ ?? [];
  delete window.__EARLY_INPUT__;
  return input;
}

/** Does what was asked for. */
export function repeatInput(input: readonly EarlyInput[]): void {
  for (const { target, key } of input) {
    if (!target.isConnected) continue;
    if (!key) target.click();
    else if (performance.now() - key.timeStamp < longestWaitMs) {
      const { key: name, code, shiftKey } = key;
      target.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, code, shiftKey, bubbles: true, cancelable: true }),
      );
    }
  }
}
