import { isComposing } from '../../lib/keyboard.js';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { EditorHandle } from './code-mirror.js';
import { continueLine, type Edit, isPicture, type MarkdownEdit, pasted } from './markdown/index.js';
import { watchComposition } from './composition.js';

export interface MarkdownFieldHandle {
  apply(edit: MarkdownEdit): void;
  undo(): void;
  redo(): void;
  focus(): void;
  selection(): { text: string; from: number; to: number };
  select(from: number, to: number): void;
}

interface Props {
  id: string;
  value: string;
  onChange(text: string): void;
  /** Somebody pastes or drops a picture. */
  onPicture(): void;
  describedBy?: string;
  invalid?: boolean;
  ref?: Ref<MarkdownFieldHandle>;
}

const label = 'Story, in Markdown';
const placeholder = 'Write your story. The buttons above add headings, lists, links and pictures.';

/** As if it had been typed: so the browser can undo it. */
function type(textarea: HTMLTextAreaElement, { from, to, insert, select }: Edit) {
  textarea.focus();
  textarea.setSelectionRange(from, to);
  const isTyped = document.execCommand?.(insert === '' ? 'delete' : 'insertText', false, insert);
  if (!isTyped && (from < to || insert !== '')) textarea.setRangeText(insert, from, to);
  textarea.setSelectionRange(select.from, select.to);
}

/** A plain text box at once; CodeMirror takes its place, with text, selection and focus, when it has been loaded. */
export function MarkdownField({ id, value, onChange, onPicture, describedBy, invalid, ref }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle>(undefined);
  const latest = useRef({ value, onChange, onPicture });
  const [ready, setReady] = useState(false);

  useEffect(() => {
    latest.current = { value, onChange, onPicture };
    editor.current?.replace(value);
  });

  useEffect(() => {
    let gone = false;
    const composed = box.current && watchComposition(box.current);
    const open = async () => {
      const { openEditor } = await import('./code-mirror.js');
      await composed?.();
      if (gone || !place.current) return;
      const textarea = box.current;
      editor.current = openEditor({
        parent: place.current,
        text: textarea?.value ?? latest.current.value,
        selection: { from: textarea?.selectionStart ?? 0, to: textarea?.selectionEnd ?? 0 },
        focused: document.activeElement === textarea,
        attributes: { 'aria-label': label, id },
        placeholder,
        onChange: (text) => {
          if (text !== latest.current.value) latest.current.onChange(text);
        },
        onPicture: () => latest.current.onPicture(),
      });
      // With the plain box gone in the same frame: otherwise the text would be seen below it first.
      flushSync(() => setReady(true));
    };
    // Without it the plain box stays, and does everything but colour the marks.
    open().catch(() => undefined);
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = undefined;
    };
  }, [id]);

  useEffect(() => {
    const content = place.current?.querySelector('.cm-content');
    content?.setAttribute('aria-invalid', String(Boolean(invalid)));
    if (describedBy) content?.setAttribute('aria-describedby', describedBy);
    else content?.removeAttribute('aria-describedby');
  }, [ready, invalid, describedBy]);

  useImperativeHandle(ref, () => ({
    apply(edit) {
      if (editor.current) return editor.current.apply(edit);
      const textarea = box.current;
      if (!textarea) return;
      type(textarea, edit(textarea.value, textarea.selectionStart, textarea.selectionEnd));
      onChange(textarea.value);
    },
    undo: () => (editor.current ? editor.current.undo() : void document.execCommand('undo')),
    redo: () => (editor.current ? editor.current.redo() : void document.execCommand('redo')),
    focus: () => (editor.current ?? box.current)?.focus(),
    selection() {
      if (editor.current) return editor.current.selection();
      const { value: text = '', selectionStart: from = 0, selectionEnd: to = 0 } = box.current ?? {};
      return { text, from, to };
    },
    select(from, to) {
      if (editor.current) return editor.current.select(from, to);
      box.current?.focus();
      box.current?.setSelectionRange(from, to);
    },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const edit = continueLine(value, selectionStart, selectionEnd);
    if (!edit) return;
    event.preventDefault();
    type(event.currentTarget, edit);
    onChange(event.currentTarget.value);
  };

  return (
    <div className="md">
      {!ready && (
        <textarea
          ref={box}
          id={id}
          dir="auto"
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const { value, selectionStart, selectionEnd } = event.currentTarget;
            const edit = pasted(value, selectionStart, selectionEnd, event.clipboardData);
            if (!edit && isPicture(event.clipboardData)) onPicture();
            if (!edit) return;
            event.preventDefault();
            type(event.currentTarget, edit);
            onChange(event.currentTarget.value);
          }}
        />
      )}
      <div ref={place} />
    </div>
  );
}
