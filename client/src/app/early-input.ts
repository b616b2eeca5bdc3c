import { shortcutKey } from '../lib/keyboard.js';

declare global {
  interface Window {
    /** What was pressed before the scripts came: index.html adds to each list while it is there. */
    __EARLY_INPUT__?: { clicks?: MouseEvent[]; keys?: KeyboardEvent[] };
  }
}

/** Who pressed a key longer ago has gone on. */
const longestWaitMs = 10_000;

/** What is typed after these is meant for what they open. */
const leadsIntoText = ['/', '?', 'c', 'w'];

let clicks: readonly MouseEvent[] = [];
let keys: readonly KeyboardEvent[] = [];

/** From now on React hears clicks. Returns whether anything was pressed before. */
export function takeEarlyClicks(): boolean {
  const early = window.__EARLY_INPUT__;
  clicks = early?.clicks ?? [];
  delete early?.clicks;
  return clicks.length > 0 || (early?.keys ?? []).length > 0;
}

/** From now on shortcuts are heard. */
export function takeEarlyKeys(): void {
  const early = window.__EARLY_INPUT__;
  keys = early?.keys ?? keys;
  delete early?.keys;
}

/** Does what was asked for, in its order. */
export function repeatEarlyInput(): void {
  let isText = false;
  for (const event of [...clicks, ...keys].sort((a, b) => a.timeStamp - b.timeStamp)) {
    if (!(event.target instanceof Element) || !event.target.isConnected) continue;
    if (!(event instanceof KeyboardEvent)) event.target.closest('button')?.click();
    else if (!isText && performance.now() - event.timeStamp < longestWaitMs) {
      isText = leadsIntoText.includes(shortcutKey(event));
      const { key, code, shiftKey } = event;
      event.target.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
      );
    }
  }
}
