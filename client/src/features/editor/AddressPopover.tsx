import { isComposing } from '../../lib/keyboard.js';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { completeAddress, destination, linkProblem, pictureProblem } from './markdown/addresses.js';
import type { AddressAt } from './markdown/index.js';

interface Props {
  kind: 'link' | 'picture';
  at: AddressAt;
  /** `words` are undefined when the selection is what the link is around. */
  onInsert(address: string, words: string | undefined): void;
  onRemove(): void;
  /** Without a change: Escape, or the focus went elsewhere. */
  onClose(returnsFocus: boolean): void;
}

const texts = {
  link: { title: 'Link', words: 'Text', hint: undefined, placeholder: 'https://example.org' },
  picture: {
    title: 'Picture by address',
    words: 'Description',
    hint: 'For people who can’t see it.',
    placeholder: 'https://example.org/picture.jpg',
  },
};

/** Asks for the address of a link or a picture. The focus goes in; Enter confirms, Escape leaves. */
export function AddressPopover({ kind, at, onInsert, onRemove, onClose }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState(at.address);
  const [words, setWords] = useState(at.words ?? '');
  const [problem, setProblem] = useState<string>();
  const text = texts[kind];

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const complete = completeAddress(address);
    const written = destination(complete);
    const found = complete === '' ? 'Enter an address.' : (kind === 'link' ? linkProblem : pictureProblem)(written);
    setProblem(found);
    if (found) field.current?.focus();
    else onInsert(complete, at.words === undefined ? undefined : words.trim());
  };

  return (
    <div
      className="popover appear"
      role="dialog"
      aria-label={text.title}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        // The arrow keys and the letters are this form's, not the toolbar's.
        event.stopPropagation();
        if (event.key === 'Escape') onClose(true);
      }}
      onBlur={(event) => {
        const isElsewhere = event.relatedTarget && !event.currentTarget.contains(event.relatedTarget);
        if (isElsewhere) onClose(false);
      }}
    >
      <form noValidate onSubmit={submit}>
        <div className="field">
          <label className="label" htmlFor={`${id}-address`}>
            Address
          </label>
          <input
            ref={field}
            className="input"
            id={`${id}-address`}
            type="text"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            dir="ltr"
            placeholder={text.placeholder}
            value={address}
            aria-invalid={problem !== undefined || undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={(event) => {
              setAddress(event.target.value);
              setProblem(undefined);
            }}
          />
          {problem && (
            <p className="err" id={`${id}-problem`} role="alert">
              {problem}
            </p>
          )}
        </div>
        {at.words !== undefined && (
          <div className="field">
            <label className="label" htmlFor={`${id}-words`}>
              {text.words}
            </label>
            <input
              className="input"
              id={`${id}-words`}
              autoComplete="off"
              dir="auto"
              aria-describedby={text.hint ? `${id}-hint` : undefined}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            {text.hint && (
              <p className="hint" id={`${id}-hint`}>
                {text.hint}
              </p>
            )}
          </div>
        )}
        <p className="row">
          {at.exists && (
            <button className="btn bare sm" type="button" onClick={onRemove}>
              {`Remove ${kind}`}
            </button>
          )}
          <span className="grow" />
          <button className="btn bare sm" type="button" onClick={() => onClose(true)}>
            Cancel
          </button>
          <button className="btn sm" type="submit">
            {`${at.exists ? 'Change' : 'Add'} ${kind}`}
          </button>
        </p>
      </form>
    </div>
  );
}
