import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { lengthOf } from '../../lib/input.js';
import { isComposing } from '../../lib/keyboard.js';
import { Notice } from '../../ui/Notice.js';
import { useToasts } from '../../ui/toasts.js';
import { useKeptText } from './use-kept-text.js';

const MAX = 5_000;

interface Props {
  /** Where its text is kept in this browser. */
  box: string;
  /** What is changed: it stays in the box until Wander has it. Without it the box is empty for the next word at once. */
  initial?: string;
  label: string;
  placeholder?: string;
  send: string;
  /** Resolves to what went wrong in words, or to nothing. */
  onSend(body: string): Promise<string | undefined>;
  onCancel?(): void;
  /** The box is wanted again: a change that was given up, or what was not posted. */
  onReopen?(): void;
  /** Takes the focus when it appears. */
  eager?: boolean;
  /** `c` leads to it. */
  main?: boolean;
}

/** A box for a comment. Ctrl+Enter posts. */
export function Composer({
  box: name,
  initial,
  label,
  placeholder,
  send,
  onSend,
  onCancel,
  onReopen,
  eager = false,
  main = false,
}: Props) {
  const { text, keep, post } = useKeptText(name, initial);
  const [failure, setFailure] = useState<string>();
  const busy = useRef(false);
  const { show } = useToasts();
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const length = lengthOf(text.trim());
  const tooLong = length > MAX;
  const failed = `Your comment was not ${initial === undefined ? 'posted' : 'changed'}.`;
  const ready = length > 0 && !tooLong;
  useEffect(() => {
    if (!eager) return;
    box.current?.focus();
    box.current?.setSelectionRange(text.length, text.length);
    // Once, when it appears.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  /** In the box, or where it is seen when the box is gone. */
  const tell = (problem: string | undefined) => {
    setFailure(problem);
    if (problem === undefined || box.current) return;
    // Of a box that belongs to a comment, unless the page was left.
    const isThere = document.getElementById(name.replace('edit/', '')) !== null;
    show({
      text: `${failed} ${problem} Its text is kept in this browser.`,
      action: onReopen && isThere ? { name: 'Open it', onClick: onReopen } : undefined,
    });
  };
  const submit = async () => {
    if (!ready) return box.current?.focus();
    if (busy.current) return;
    setFailure(undefined);
    if (initial === undefined) return tell(await post(onSend));
    busy.current = true;
    const problem = await onSend(text.trim());
    busy.current = false;
    if (problem === undefined) keep(initial);
    tell(problem);
  };
  const cancel = () => {
    if (initial !== undefined && text !== initial) {
      keep(initial);
      show({ text: 'Your change is dropped.', action: { name: 'Undo', onClick: () => (keep(text), onReopen?.()) } });
    }
    onCancel?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape' && onCancel) {
      event.stopPropagation();
      cancel();
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure && (
        <Notice kind="danger" role="alert">
          <b>{failed}</b> <span>{`${failure} Your text is still in the box.`}</span>
        </Notice>
      )}
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
        onChange={(event) => keep(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <span className="small muted grow" id={`${id}-hint`}>
          {length > MAX - 500 ? (
            <span className={tooLong ? 'err num' : 'num'}>
              {`${length.toLocaleString('en')} of ${MAX.toLocaleString('en')} characters`}
            </span>
          ) : (
            <span>Markdown works here.</span>
          )}
        </span>
        {onCancel && (
          <button className="btn bare sm" type="button" onClick={cancel}>
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
