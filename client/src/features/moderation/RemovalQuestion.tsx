import { useId, useState } from 'react';
import { Question } from '../../ui/Dialog.js';

interface Props {
  title: string;
  /** Who reads the reason. */
  reader: string;
  confirm: string;
  busy: boolean;
  onKeep(): void;
  onConfirm(reason: string): void;
}

/** Asks a moderator why something is taken from the public. */
export function RemovalQuestion({ title, reader, confirm, busy, onKeep, onConfirm }: Props) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const id = useId();
  return (
    <Question
      title={title}
      keep="Keep it"
      confirm={confirm}
      busy={busy}
      onKeep={onKeep}
      onConfirm={() => {
        if (reason.trim() === '') setMissing(true);
        else onConfirm(reason.trim());
      }}
    >
      <div className="field">
        <label htmlFor={id}>Why</label>
        <textarea
          className="input"
          id={id}
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={missing || undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
        />
        <p className={missing ? 'err' : 'hint'} id={`${id}-hint`}>
          {missing ? 'Say why first.' : `${reader} reads it, and the log keeps it.`}
        </p>
      </div>
    </Question>
  );
}
