import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { isComposing } from '../lib/keyboard.js';

interface Props {
  label: string;
  button: ReactNode;
  children: ReactNode;
}

/** A button with a list of links and buttons under it. Esc and going elsewhere close it. */
export function Menu({ label, button, children }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const toggle = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    toggle.current?.focus();
  };
  return (
    <div
      className="menubox"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={toggle}
        className="ibtn"
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <nav
          id={id}
          className="menu appear"
          aria-label="Your pages"
          onClick={(event) => {
            if (!(event.target instanceof Element && event.target.closest('a, button'))) return;
            setOpen(false);
            // What was chosen goes away with the list; a dialog gives the focus back to where it was.
            toggle.current?.focus();
          }}
        >
          {children}
        </nav>
      )}
    </div>
  );
}
