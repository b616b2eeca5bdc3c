import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { EditorHandle } from './code-mirror.js';
import { watchComposition } from './composition.js';
import type { MarkdownEdit } from './markdown-edits.js';

export interface MarkdownFieldHandle {
  apply(edit: MarkdownEdit): void;
  undo(): void;
  redo(): void;
  focus(): void;
}

interface Props {
  id: string;
  value: string;
  onChange(text: string): void;
  describedBy?: string;
  invalid?: boolean;
  ref?: Ref<MarkdownFieldHandle>;
}

const label = 'Story, in Markdown';

/** A plain text box at once; CodeMirror takes its place, with text, selection and focus, when it has been loaded. */
export function MarkdownField({ id, value, onChange, describedBy, invalid, ref }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorHandle>(undefined);
  const latest = useRef({ value, onChange });
  const [ready, setReady] = useState(false);

  useEffect(() => {
    latest.current = { value, onChange };
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
        onChange: (text) => {
          if (text !== latest.current.value) latest.current.onChange(text);
        },
      });
      setReady(true);
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
      const { from, to, insert, select } = edit(textarea.value, textarea.selectionStart, textarea.selectionEnd);
      textarea.focus();
      textarea.setRangeText(insert, from, to);
      textarea.setSelectionRange(select.from, select.to);
      onChange(textarea.value);
    },
    undo: () => (editor.current ? editor.current.undo() : void document.execCommand('undo')),
    redo: () => (editor.current ? editor.current.redo() : void document.execCommand('redo')),
    focus: () => (editor.current ?? box.current)?.focus(),
  }));

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
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <div ref={place} />
    </div>
  );
}
