import { history, historyKeymap, isolateHistory, redo, standardKeymap, undo } from '@codemirror/commands';
import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec, RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  placeholder as placeholderText,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { normalise } from '../../lib/input.js';
import { changesBetween } from './changes-between.js';
import {
  continueLine,
  type Edit,
  isPicture,
  type MarkdownEdit,
  markdownParser,
  pasted,
  removeMark,
} from './markdown/index.js';
import { removeEmoji } from './remove-emoji.js';

const markdown = new Language(defineLanguageFacet(), markdownParser, [], 'markdown');

const highlighting = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '.9em' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.url], color: 'var(--muted)', fontWeight: '400' },
]);

const theme = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'visible' },
  '.cm-content': { padding: '0', minHeight: '23rem', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--muted)' },
});

/** The bars above the text, and what may stand over its end. */
const margins = EditorView.scrollMargins.of(() => {
  const height = (selector: string) => document.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;
  return { top: height('.writebar') + height('.tooldock'), bottom: height('.write-notice') + 24 };
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
  selection(): { text: string; from: number; to: number };
  select(from: number, to: number): void;
  /** Puts another text in place of this one; the caret stays where it is, and the writer can undo it. */
  replace(text: string): void;
  destroy(): void;
}

export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  selection: { from: number; to: number };
  focused: boolean;
  attributes: Record<string, string>;
  /** What an empty text shows. */
  placeholder: string;
  onChange(text: string): void;
  /** Somebody pastes or drops a picture. */
  onPicture(): void;
}

/** One undo takes it back, and nothing else. */
const dispatchEdit = (view: EditorView, { from, to, insert, select }: Edit) =>
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: select.from, head: select.to },
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
    userEvent: 'input',
  });

/** A key that changes the marks of a line, where `edit` has an answer. */
const lineKey = (key: string, edit: typeof continueLine) => ({
  key,
  run(view: EditorView): boolean {
    const { from, to } = view.state.selection.main;
    const change = edit(view.state.doc.toString(), from, to);
    if (change) dispatchEdit(view, change);
    return change !== undefined;
  },
});

/** A formatted text that is pasted or dropped stays one, and an address that is pasted over words becomes a link around them. */
function pastes(onPicture: () => void) {
  let isDraggedWithin = false;
  const insert = (view: EditorView, from: number, to: number, data: DataTransfer | null): boolean => {
    const edit = data && pasted(view.state.doc.toString(), from, to, data);
    if (edit) dispatchEdit(view, edit);
    else if (isPicture(data)) onPicture();
    // Where true, the browser does nothing more.
    return Boolean(edit);
  };
  return EditorView.domEventHandlers({
    paste({ clipboardData }, view) {
      const { from, to } = view.state.selection.main;
      return insert(view, from, to, clipboardData);
    },
    dragstart() {
      isDraggedWithin = true;
    },
    dragend() {
      isDraggedWithin = false;
    },
    drop({ dataTransfer, clientX, clientY }, view) {
      if (isDraggedWithin) return (isDraggedWithin = false);
      const at = view.posAtCoords({ x: clientX, y: clientY }, false);
      const isInserted = insert(view, at, at, dataTransfer);
      if (isInserted) view.focus();
      return isInserted;
    },
  });
}

/** What CodeMirror inserts of a paste by itself is one step of its history, too. */
const pastesAlone = EditorState.transactionExtender.of((transaction) =>
  ['input.paste', 'input.drop'].some((event) => transaction.isUserEvent(event))
    ? { annotations: isolateHistory.of('full') }
    : null,
);

/** Where nothing is selected, nothing is cut or copied; CodeMirror would take the whole line. */
const isNothingSelected = (_: ClipboardEvent, view: EditorView) => view.state.selection.main.empty;
const clipboard = EditorView.domEventHandlers({ cut: isNothingSelected, copy: isNothingSelected });

/** Puts a CodeMirror editor into the parent. Tab is left to the browser, so that it leaves the editor. */
export function openEditor(options: EditorOptions): EditorHandle {
  const { parent, text, selection, focused, attributes, placeholder, onChange, onPicture } = options;
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
        margins,
        pastes(onPicture),
        pastesAlone,
        clipboard,
        placeholderText(placeholder),
        EditorView.clipboardInputFilter.of((text) => normalise(text)),
        EditorView.contentAttributes.of({ spellcheck: 'true', autocapitalize: 'sentences', ...attributes }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        Prec.high(
          keymap.of([
            lineKey('Enter', continueLine),
            lineKey('Backspace', removeMark),
            lineKey('Backspace', removeEmoji),
          ]),
        ),
        // Without those of an editor for code, which move, copy and delete lines by keys that type a letter on some layouts.
        keymap.of([...historyKeymap, ...standardKeymap]),
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
    selection() {
      const { from, to } = view.state.selection.main;
      return { text: view.state.doc.toString(), from, to };
    },
    select(from, to) {
      view.focus();
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    },
    replace(next) {
      const text = view.state.doc.toString();
      if (next === text) return;
      view.dispatch({ changes: changesBetween(text, next), annotations: isolateHistory.of('full') });
    },
    destroy: () => view.destroy(),
  };
}
