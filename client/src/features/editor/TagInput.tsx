import { X } from 'lucide-react';
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react';
import { endsInNumber, splitTags } from '../../../../server/platform/input/tag-names.js';
import { normalise } from '../../lib/input.js';
import { counted } from '../../lib/text.js';
import { isComposing } from '../../lib/keyboard.js';
import { addTags, hasTag, limits } from './story-text.js';
import { type FindTags, useTagSuggestions } from './use-tag-suggestions.js';

interface Props {
  tags: readonly string[];
  onChange(tags: readonly string[]): void;
  find: FindTags;
}

/** Enter or a comma adds what is typed or chosen from the suggestions, Backspace in the empty field removes the last. */
export function TagInput({ tags, onChange, find }: Props) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  /** The suggestion that the arrow keys have reached. */
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const suggestions = useTagSuggestions(isOpen ? typed : '', tags, find);

  /** @param next what is typed already of the tag after these */
  const add = (text: string, next = '') => {
    setChosen(-1);
    setOpen(false);
    const result = addTags(tags, text);
    setProblem(result.problem);
    if (result.tags.length !== tags.length) onChange(result.tags);
    const left = splitTags(text).filter((part) => part.trim() !== '' && !hasTag(result.tags, part));
    setTyped([...(result.problem ? left : []), next].join(','));
  };
  const onType = (value: string, isMade = false) => {
    setProblem(undefined);
    setChosen(-1);
    setOpen(true);
    const parts = splitTags(value);
    // A word that an input method is making stays in its hands.
    if (parts.length < 2 || endsInNumber(value) || isMade) setTyped(value);
    // The comma was none within a number: what follows it is only begun.
    else if (endsInNumber(typed)) add(parts.slice(0, -1).join(','), parts.at(-1)!.trim());
    else add(value);
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
      add(suggestions[chosen]?.name ?? typed);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && suggestions.length > 0) {
      event.preventDefault();
      const move = event.key === 'ArrowDown' ? 1 : -1;
      // Before the first one is what was typed.
      const places = suggestions.length + 1;
      setChosen(((chosen + 1 + move + places) % places) - 1);
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && !typed && tags.length > 0) {
      onChange(tags.slice(0, -1));
      setProblem(undefined);
    }
  };

  /** Lines, or the cells of a table, from elsewhere; a field of one line would run them together. */
  const addList = (event: SyntheticEvent, data: DataTransfer) => {
    const parts = normalise(data.getData('text/plain'))
      .trim()
      .split(/[\n\t]/);
    if (parts.length === 1) return;
    event.preventDefault();
    add([typed, ...parts].join(','));
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
                <span dir="auto">{tag}</span>
                <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => remove(tag)}>
                  <X className="icon" aria-hidden="true" />
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="suggesting">
        <input
          ref={field}
          role="combobox"
          aria-label="Add a tag"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={suggestions[chosen] ? `${id}-${chosen}` : undefined}
          aria-describedby={problem ? `${id}-err` : undefined}
          aria-invalid={problem ? true : undefined}
          dir="auto"
          placeholder={`Add a tag, up to ${limits.tags}`}
          autoComplete="off"
          value={typed}
          onChange={(event) => onType(event.target.value, isComposing(event))}
          onCompositionEnd={(event) => onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => addList(event, event.clipboardData)}
          onDrop={(event) => addList(event, event.dataTransfer)}
          onBlur={() => (typed.trim() ? add(typed) : setOpen(false))}
        />
        <ul className="options" id={`${id}-list`} role="listbox" aria-label="Tags" hidden={suggestions.length === 0}>
          {suggestions.map(({ name, postCount }, index) => (
            <li
              key={name}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              // The field keeps the focus, and what is typed in it.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(name)}
            >
              <span dir="auto">{name}</span>
              <small>{counted(postCount, 'story', 'stories')}</small>
            </li>
          ))}
        </ul>
      </div>
      {problem && (
        <p className="err" id={`${id}-err`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
