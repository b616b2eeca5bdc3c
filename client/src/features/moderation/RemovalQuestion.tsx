import { CircleAlert } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { lengthOf } from '../../lib/input.js';
import { Question } from '../../ui/Dialog.js';
import { Notice } from '../../ui/Notice.js';
import { reasonBox } from '../text-boxes/boxes.js';
import { discardKept } from '../text-boxes/kept-boxes.js';
import { useTextBox } from '../text-boxes/use-text-box.js';

const MAX = 500;

/** Why something is given back when its removal is undone; its writer reads it. */
export const REMOVED_BY_MISTAKE = 'It was removed by mistake.';

/** Forgets the reason that a moderator began to write. */
export const discardReason = (moderator: string, subject: string): void => discardKept(moderator, reasonBox(subject));

interface Props {
  /** The id of what is removed; a reason that was begun is kept for it. */
  id: string;
  /** The id of the moderator. */
  moderator: string;
  title: string;
  /** Who reads the reason. */
  reader: string;
  confirm: string;
  busy: boolean;
  onKeep(): void;
  onConfirm(reason: string): void;
}

/** Asks a moderator why something is taken from the public. */
export function RemovalQuestion({ id: subject, moderator, title, reader, confirm, busy, onKeep, onConfirm }: Props) {
  const [{ text: reason, isKept }, box] = useTextBox(moderator, reasonBox(subject));
  const [problem, setProblem] = useState<string>();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const refuse = (problem: string) => {
    setProblem(problem);
    field.current?.focus();
  };
  return (
    <Question
      title={title}
      keep="Keep it"
      confirm={confirm}
      busy={busy}
      onKeep={onKeep}
      onConfirm={() => {
        const length = lengthOf(reason.trim());
        if (length === 0) refuse('Give a reason first.');
        else if (length > MAX) refuse(`At most ${MAX} characters; these are ${length}.`);
        else onConfirm(reason.trim());
      }}
    >
      {!isKept && (
        <Notice kind="caution" role="status">
          <b>This browser can’t keep your reason.</b> <span>Copy it before you close this page.</span>
        </Notice>
      )}
      <div className="field">
        <label className="label" htmlFor={id}>
          Why
        </label>
        <textarea
          ref={field}
          className="input"
          id={id}
          rows={3}
          dir="auto"
          value={reason}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            box.type(event.target.value);
            setProblem(undefined);
          }}
        />
        <p className={problem ? 'err' : 'hint'} id={`${id}-hint`}>
          {problem && <CircleAlert className="icon" aria-hidden="true" />}
          <span>{problem ?? `${reader} reads it, and the log keeps it.`}</span>
        </p>
      </div>
    </Question>
  );
}
