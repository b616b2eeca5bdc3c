import { type Ref, useEffect, useLayoutEffect, useRef } from 'react';
import { lengthOf } from '../../lib/input.js';
import { isComposing } from '../../lib/keyboard.js';
import { limits } from './story-text.js';

interface Props {
  value: string;
  onChange(title: string): void;
  problem?: string;
  ref?: Ref<HTMLTextAreaElement>;
  onEnter(): void;
}

const nearLimit = limits.title - 20;

/** Grows with its text; a line break in it would mean nothing, so Enter goes on to the story. */
export function TitleField({ value, onChange, problem, ref, onEnter }: Props) {
  const own = useRef<HTMLTextAreaElement | null>(null);
  useLayoutEffect(() => {
    const box = own.current;
    if (!box || globalThis.CSS?.supports('field-sizing', 'content')) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }, [value]);

  const enter = useRef(onEnter);
  useEffect(() => {
    enter.current = onEnter;
  });
  // The Enter of phones whose keys have no names.
  useEffect(() => {
    const onBreak = (event: InputEvent) => {
      if (!['insertLineBreak', 'insertParagraph'].includes(event.inputType)) return;
      event.preventDefault();
      enter.current();
    };
    const box = own.current;
    box?.addEventListener('beforeinput', onBreak);
    return () => box?.removeEventListener('beforeinput', onBreak);
  }, []);

  const length = lengthOf(value, 'line');
  const notes = [problem && 'title-problem', length >= nearLimit && 'title-count'].filter(Boolean).join(' ');
  return (
    <>
      <label className="vh" htmlFor="story-title">
        Title
      </label>
      <textarea
        className="titlebox"
        id="story-title"
        rows={1}
        data-one-line
        dir="auto"
        placeholder="Title"
        ref={(element) => {
          own.current = element;
          if (typeof ref === 'function') ref(element);
          else if (ref) ref.current = element;
        }}
        value={value}
        aria-invalid={problem || length > limits.title ? true : undefined}
        aria-describedby={notes || undefined}
        onChange={(event) => onChange(event.target.value.replace(/[\r\n\t]+/g, ' '))}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {problem && (
        <p className="err" id="title-problem" role="alert">
          {problem}
        </p>
      )}
      {length >= nearLimit && (
        <p className={length > limits.title ? 'err' : 'hint'} id="title-count">
          {`${length} of ${limits.title} characters`}
        </p>
      )}
    </>
  );
}
