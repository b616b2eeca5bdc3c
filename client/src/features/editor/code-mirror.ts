import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { parser } from '@lezer/markdown';
import { normalise } from '../../lib/input.js';
import { continueLine, type Edit, type MarkdownEdit } from './markdown-edits.js';

const markdown = new Language(defineLanguageFacet(), parser, [], 'markdown');

const highlighting = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '.9em' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.url], color: 'var(--muted)', fontWeight: '400' },
]);

const theme = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'visible' },
  '.cm-content': { padding: '0', minHeight: '23rem', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0' },
});

const ownDirection = Decoration.line({ attributes: { dir: 'auto' } });

function directionsOf(view: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      lines.add(line.from, line.from, ownDirection);
      at = line.to + 1;
    }
  }
  return lines.finish();
}

/** Each line runs the way its own letters do: a story may be in Arabic, and so may one line of it. */
const directions = [
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = directionsOf(view);
      }
      update({ docChanged, viewportChanged, view }: ViewUpdate) {
        if (docChanged || viewportChanged) this.decorations = directionsOf(view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  ),
];

export interface EditorHandle {
  apply(edit: MarkdownEdit): void;
  undo(): void;
  redo(): void;
  focus(): void;
  /** Replaces the whole text; the writer can undo it. */
  replace(text: string): void;
  destroy(): void;
}

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  selection: { from: number; to: number };
  focused: boolean;
  attributes: Record<string, string>;
  onChange(text: string): void;
}

const dispatchEdit = (view: EditorView, { from, to, insert, select }: Edit) =>
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: select.from, head: select.to },
    scrollIntoView: true,
    userEvent: 'input',
  });

const newLine = (view: EditorView): boolean => {
  const { from, empty } = view.state.selection.main;
  const edit = empty ? continueLine(view.state.doc.toString(), from) : undefined;
  if (edit) dispatchEdit(view, edit);
  return edit !== undefined;
};

/** Puts a CodeMirror editor into the parent. Tab is left to the browser, so that it leaves the editor. */
export function openEditor({ parent, text, selection, focused, attributes, onChange }: EditorOptions): EditorHandle {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: { anchor: Math.min(selection.from, text.length), head: Math.min(selection.to, text.length) },
      extensions: [
        history(),
        markdown,
        syntaxHighlighting(highlighting),
        theme,
        EditorView.lineWrapping,
        directions,
        EditorView.clipboardInputFilter.of((text) => normalise(text)),
        EditorView.contentAttributes.of({ spellcheck: 'true', autocapitalize: 'sentences', ...attributes }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        Prec.high(keymap.of([{ key: 'Enter', run: newLine }])),
        keymap.of([...historyKeymap, ...defaultKeymap]),
      ],
    }),
  });
  if (focused) view.focus();
  return {
    apply(edit) {
      const { from, to } = view.state.selection.main;
      dispatchEdit(view, edit(view.state.doc.toString(), from, to));
      view.focus();
    },
    undo: () => void undo(view),
    redo: () => void redo(view),
    focus: () => view.focus(),
    replace(next) {
      if (next === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
    },
    destroy: () => view.destroy(),
  };
}
