import { useEffect, useRef } from 'react';

interface Props {
  title: string;
  onKeep(): void;
  onDelete(): void;
}

/** A native dialog: the focus goes in and comes back by itself, Esc keeps the story. */
export function DeleteQuestion({ title, onKeep, onDelete }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element?.open) element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="delete-question" onCancel={onKeep}>
      <div className="pad stack">
        <h2 className="head2" id="delete-question">
          Delete {title ? `“${title}”` : 'this draft'}?
        </h2>
        <p>The story goes for good. This cannot be undone.</p>
        <p className="row">
          <button className="btn quiet" type="button" onClick={onKeep}>
            Keep it
          </button>
          <button className="btn danger" type="button" onClick={onDelete}>
            Delete story
          </button>
        </p>
      </div>
    </dialog>
  );
}
