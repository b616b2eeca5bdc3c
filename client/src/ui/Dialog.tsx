import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useModal } from './modal.js';

interface Props {
  title: string;
  className?: string;
  /** Beside the heading: a close button. */
  aside?: ReactNode;
  role?: 'alertdialog';
  onClose(): void;
  children: ReactNode;
}

/** A native dialog: the focus goes in and comes back by itself; Esc and a click beside it close. */
export function Dialog({ title, className = '', aside, role, onClose, children }: Props) {
  const dialog = useModal();
  const heading = useId();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      role={role}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close.current();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close.current();
      }}
    >
      <div className="pad">
        <div className="row" style={{ justifyContent: 'space-between' }}>
          <h2 className="head2" id={heading}>
            {title}
          </h2>
          {aside}
        </div>
        {children}
      </div>
    </dialog>
  );
}

interface QuestionProps {
  title: string;
  /** What happens, and whether it can be undone. */
  children: ReactNode;
  keep: string;
  confirm: string;
  busy?: boolean;
  onKeep(): void;
  onConfirm(): void;
}

/** Asks before something goes for good; the harmless answer comes first. */
export function Question({ title, children, keep, confirm, busy, onKeep, onConfirm }: QuestionProps) {
  return (
    <Dialog title={title} role="alertdialog" className="ask" onClose={onKeep}>
      <div className="muted" style={{ marginTop: 'var(--s-3)' }}>
        {children}
      </div>
      <p className="row" style={{ marginTop: 'var(--s-5)', justifyContent: 'flex-end' }}>
        <button className="btn bare" type="button" onClick={onKeep}>
          {busy ? 'Close' : keep}
        </button>
        <button
          className="btn danger"
          type="button"
          aria-busy={busy || undefined}
          onClick={() => {
            if (!busy) onConfirm();
          }}
        >
          {confirm}
        </button>
      </p>
    </Dialog>
  );
}
