import { X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { hasSeparator, splitTags } from '../../../../server/platform/input/tag-names.js';
import { normalise } from '../../lib/input.js';
import { isComposing } from '../../lib/keyboard.js';
import { addTags, hasTag, limits } from './story-text.js';

interface Props {
  tags: readonly string[];
  onChange(tags: readonly string[]): void;
}

/** Enter or a comma adds what is typed, Backspace in the empty field removes the last. */
export function TagInput({ tags, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  const add = (text: string) => {
    const result = addTags(tags, text);
    setProblem(result.problem);
    if (result.tags.length !== tags.length) onChange(result.tags);
    const left = splitTags(text).filter((part) => part.trim() !== '' && !hasTag(result.tags, part));
    setTyped(result.problem ? left.join(',') : '');
  };
  const remove = (tag: string) => {
    onChange(tags.filter((other) => other !== tag));
    setProblem(undefined);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && !typed && tags.length > 0) {
      onChange(tags.slice(0, -1));
      setProblem(undefined);
    }
  };

  /** A list of lines; a field of one line would run them together. */
  const onPaste = (event: ClipboardEvent) => {
    const lines = normalise(event.clipboardData.getData('text/plain')).trim().split('\n');
    if (lines.length === 1) return;
    event.preventDefault();
    add([typed, ...lines].join(','));
  };

  return (
    <div>
      <span className="k" id={`${id}-k`}>
        Tags
      </span>
      {tags.length > 0 && (
        <ul className="tags" aria-labelledby={`${id}-k`}>
          {tags.map((tag) => (
            <li key={tag}>
              <span className="tag">
                <span>{tag}</span>
                <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => remove(tag)}>
                  <X className="icon" aria-hidden="true" />
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={field}
        aria-label="Add a tag"
        aria-describedby={problem ? `${id}-err` : undefined}
        aria-invalid={problem ? true : undefined}
        placeholder={`Add a tag, up to ${limits.tags}`}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setProblem(undefined);
          // A word that an input method is making stays in its hands.
          if (hasSeparator(event.target.value) && !isComposing(event)) add(event.target.value);
          else setTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => typed.trim() && add(typed)}
      />
      {problem && (
        <p className="err" id={`${id}-err`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
