import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { lengthOf } from '../../lib/text.js';

const MAX = 5_000;

interface Props {
  label: string;
  placeholder?: string;
  text: string;
  onText(text: string): void;
  send: string;
  onSend(): void;
  onCancel?(): void;
  /** Takes the focus when it appears. */
  eager?: boolean;
  /** `c` leads to it. */
  main?: boolean;
  notice?: ReactNode;
}

/** A box for a comment. Ctrl+Enter posts; its text is the caller's to keep. */
export function Composer({
  label,
  placeholder,
  text,
  onText,
  send,
  onSend,
  onCancel,
  eager = false,
  main = false,
  notice,
}: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const length = lengthOf(text.trim());
  const tooLong = length > MAX;
  const ready = length > 0 && !tooLong;
  useEffect(() => {
    if (!eager) return;
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
    // Once, when it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (ready) onSend();
    }
    if (event.key === 'Escape' && onCancel) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend();
        else box.current?.focus();
      }}
    >
      {notice}
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={box}
        id={id}
        data-key={main ? 'c' : undefined}
        dir="auto"
        placeholder={placeholder}
        value={text}
        aria-invalid={tooLong || undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <span className="small muted grow" id={`${id}-hint`}>
          {length > MAX - 500 ? (
            <span className={tooLong ? 'err num' : 'num'}>
              {length.toLocaleString('en')} of {MAX.toLocaleString('en')} characters
            </span>
          ) : (
            'Markdown works here.'
          )}
        </span>
        {onCancel && (
          <button className="btn bare sm" type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button className="btn sm" type="submit" aria-disabled={!ready || undefined}>
          {send}
        </button>
      </div>
    </form>
  );
}
