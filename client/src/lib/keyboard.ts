import type { KeyboardEvent as ReactKeyboardEvent } from 'react';

type Pressed = KeyboardEvent | ReactKeyboardEvent;

const nativeOf = (event: Pressed): KeyboardEvent => ('nativeEvent' in event ? event.nativeEvent : event);

/**
 * Whether a key belongs to the input method (IME) that is making a word of it. Safari sends the Enter that takes the word
 * after the composition has ended; only its code, 229, tells. Every handler of keys asks this first.
 */
export function isComposing(event: Event | { nativeEvent: Event }): boolean {
  const { isComposing, keyCode }: Partial<KeyboardEvent> = 'nativeEvent' in event ? event.nativeEvent : event;
  return isComposing === true || keyCode === 229;
}

/** What a key would type on a Latin keyboard, by its place: of those that shortcuts name and that are no letter or digit. */
const latinByCode: Record<string, string> = {
  Slash: '/',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
};
const isLatin = (key: string) => /^[ -~]$/.test(key);
const isNamed = (key: string) => /^[A-Z][A-Za-z0-9]+$/.test(key) && key !== 'Dead' && key !== 'Unidentified';

/**
 * The key that a shortcut names: `k`, `/`, `Enter`. It is what the key types, in lower case; where a layout types
 * something that is not Latin (Cyrillic, Greek, Arabic, a dead key), what a Latin keyboard has in its place.
 */
export function shortcutKey(event: Pressed): string {
  const { key, code, shiftKey } = nativeOf(event);
  if (isNamed(key)) return key;
  if (isLatin(key)) return key.toLowerCase();
  const latin = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase() ?? latinByCode[code];
  return latin === '/' && shiftKey ? '?' : (latin ?? key);
}

/** Whether a key types its third or fourth character (AltGr): `ś`, `@`, `[`. Windows calls that Ctrl and Alt, too. */
export const isAltGraph = (event: Pressed): boolean => nativeOf(event).getModifierState?.('AltGraph') ?? false;

/** Whether letters are text there. */
export const takesText = (target: EventTarget | null | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'));
