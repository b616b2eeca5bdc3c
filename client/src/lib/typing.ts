import { isComposing, takesText } from './keyboard.js';

/** What the last letters went into, until whoever typed them leaves it by a key or the pointer. */
let box: EventTarget | undefined;
let stopAwaiting: (() => void) | undefined;
/** How often somebody went on to something else, by a key or the pointer. */
let moves = 0;
const longestWaitMs = 10_000;
/** What a program presses for somebody, and the key of a phone that has no name, are heard by what they do. */
const ways = ['pointerdown', 'click', 'submit'];

function leave() {
  moves++;
  box = undefined;
  stopAwaiting?.();
}

function onKeyDown(event: KeyboardEvent) {
  const target = event.composedPath()[0];
  const isDone =
    event.key === 'Enter' &&
    !isComposing(event) &&
    (event.ctrlKey || event.metaKey || target instanceof HTMLInputElement);
  if (event.key === 'Tab' || event.key === 'Escape' || isDone) leave();
  else if (takesText(target)) box = target;
}

/** Begins to notice where letters go. The returned function ends it. */
export function watchTyping(): () => void {
  addEventListener('keydown', onKeyDown, true);
  for (const way of ways) addEventListener(way, leave, true);
  return () => {
    removeEventListener('keydown', onKeyDown, true);
    for (const way of ways) removeEventListener(way, leave, true);
    leave();
  };
}

/**
 * Whether letters are meant for a text: they go into a box, or went into one that is gone or has lost the focus without
 * its writer's doing, or the box that was asked for is on its way.
 */
export const isTyping = (event: KeyboardEvent): boolean =>
  box !== undefined || stopAwaiting !== undefined || takesText(event.composedPath()[0]);

export type FocusOn = (to: HTMLElement | null | undefined, options?: FocusOptions) => void;

/**
 * For what moves the focus on once an answer has come, be it late: call it when the answer is asked for. The function it
 * returns moves the focus, unless whoever waited has gone on to something else by then.
 */
export function focusLater(from: Element | null = document.activeElement): FocusOn {
  const before = moves;
  return (to, options = { preventScroll: true }) => {
    const at = document.activeElement;
    const hasGoneOn = box !== undefined || moves !== before || (at !== from && takesText(at));
    if (!hasGoneOn) to?.focus(options);
  };
}

/** Gives a box the focus as soon as it is there. */
export function focusWhenThere(selector: string): void {
  stopAwaiting?.();
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector);
    if (!found) return;
    stopAwaiting?.();
    found.focus();
  };
  const observer = new MutationObserver(look);
  const timer = setTimeout(() => stopAwaiting?.(), longestWaitMs);
  stopAwaiting = () => {
    observer.disconnect();
    clearTimeout(timer);
    stopAwaiting = undefined;
  };
  observer.observe(document.body, { subtree: true, childList: true });
  look();
}
