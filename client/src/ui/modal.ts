import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A native dialog over the page for as long as it is rendered; then the focus goes back where it was. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before anything else may happen: the next key belongs to it.
  useLayoutEffect(() => {
    const element = dialog.current;
    // The browser gives the focus back when a dialog closes, not when it is taken away.
    const before = document.activeElement;
    if (!element?.open) element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return dialog;
}
