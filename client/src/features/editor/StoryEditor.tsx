import { ArrowLeft, Ellipsis, Eye, Pencil } from 'lucide-react';
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { EditorNotice, OpeningNotice } from './EditorNotice.js';
import { MarkdownField, type MarkdownFieldHandle } from './MarkdownField.js';
import * as edits from './markdown/index.js';
import { type LostAddress, lostAddresses } from './markdown/lost-addresses.js';
import { type SaveStatus, statusOf } from './save-machine.js';
import { SaveStatus as SaveStatusLine } from './SaveStatus.js';
import { PublishDialog } from './PublishDialog.js';
import { limits, measure, type Missing, missingForPublication, newKey } from './story-text.js';
import type { StorySession } from './story-session.js';
import { isAltGraph, isComposing, shortcutKey } from '../../lib/keyboard.js';
import { counted } from '../../lib/text.js';
import { usePlaceField } from '../places/use-place-field.js';
import { TagInput } from './TagInput.js';
import { TitleField } from './TitleField.js';
import { Toolbar } from './Toolbar.js';
import { TwoVersions } from './TwoVersions.js';
import { useAddressTool } from './use-address-tool.js';
import type { FindTags } from './use-tag-suggestions.js';
import './editor.css';

/** Without the network the preview may be out of reach; the text stays at hand. */
const NoPreview: typeof import('./Preview.js').default = () => (
  <p className="muted">The preview could not be loaded. Your text is not affected.</p>
);
const Preview = lazy(() => import('./Preview.js').catch(() => ({ default: NoPreview })));

type View = 'write' | 'both' | 'read';
const views: [View, string][] = [
  ['write', 'Write'],
  ['both', 'Both'],
  ['read', 'Read'],
];

interface Props {
  session: StorySession;
  findTags: FindTags;
  /** The name of the person whose text it is. */
  writer: string;
  onBack(): void;
  onSignIn(): void;
  /** Tells the writer something beside the text. */
  say(text: string): void;
  /** What else can be done with the story: entries of the menu. */
  menu?: ReactNode;
}

const shortcuts: Record<string, edits.MarkdownEdit> = {
  b: edits.bold,
  i: edits.italic,
  ']': edits.indent,
  '[': edits.outdent,
};

function closeMenu(menu: HTMLDetailsElement) {
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** Nothing can be published meanwhile. */
const waiting = new Set<SaveStatus['kind']>(['offline', 'unreachable', 'signedOut', 'otherViewer', 'unanswered']);

const nearLimit = limits.body - 2_000;

export function StoryEditor({ session, writer, findTags, onBack, onSignIn, say, menu }: Props) {
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  const status = statusOf(state);
  const [view, setView] = useState<View>('both');
  const [missing, setMissing] = useState<Missing[]>([]);
  const [lost, setLost] = useState<readonly LostAddress[]>([]);
  const field = useRef<MarkdownFieldHandle>(null);
  const title = useRef<HTMLTextAreaElement>(null);
  const { ask, popover } = useAddressTool(field);

  const change = (part: Parameters<StorySession['type']>[0]) => {
    session.type(part);
    setMissing([]);
  };
  const place = usePlaceField({ place: state.text.place, onChange: (place) => change({ place }) });

  const compared = useRef(false);
  useEffect(() => {
    // The two versions had the focus, and they are gone.
    if (compared.current && !state.conflict) document.getElementById('main')?.focus();
    compared.current = state.conflict !== undefined;
  }, [state.conflict]);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (session.wouldLose) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [session]);

  if (state.conflict) {
    return (
      <TwoVersions
        mine={state.text}
        saved={state.conflict}
        onResolve={(text, save) => session.resolve(text, save)}
        onBack={onBack}
      />
    );
  }

  const { text, saved } = state;
  const published = saved?.status === 'PUBLISHED';
  const waits = waiting.has(status.kind);
  const removed = saved?.removedReason !== undefined;
  const action = published ? 'Update' : 'Publish';

  const finish = () => {
    if (waits || removed) return;
    const found = missingForPublication(text);
    setMissing(found);
    if (found[0]) {
      if (found[0].field === 'title') title.current?.focus();
      else field.current?.focus();
      return;
    }
    const unseen = lostAddresses(text.body);
    if (unseen.length > 0) setLost(unseen);
    else send();
  };
  const send = () => {
    setLost([]);
    // The dialog may have been open for a while.
    if (waits || removed) return;
    session.dispatch({ type: published ? 'saveAsked' : 'publishAsked' });
  };
  const show = ({ at = 0, raw }: LostAddress) => {
    setLost([]);
    if (view === 'read') setView('write');
    // The dialog gives the focus back first.
    setTimeout(() => field.current?.select(at, at + raw.length));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (!(event.ctrlKey || event.metaKey) || isAltGraph(event)) return;
    const key = shortcutKey(event);
    const at = event.target instanceof Element ? event.target : undefined;
    // What asks for something has its own keys.
    if (at?.closest('[role=dialog], dialog')) return;
    const inText = at !== undefined && at.closest('.md') !== null;
    const act = (): (() => void) | undefined => {
      if (event.altKey)
        return inText && event.code === 'Digit2' ? () => field.current?.apply(edits.heading) : undefined;
      if (event.shiftKey) return key === 'p' ? () => setView(view === 'read' ? 'write' : 'read') : undefined;
      if (key === 's') return published ? finish : () => session.dispatch({ type: 'saveAsked' });
      if (key === 'Enter') return finish;
      if (!inText) return undefined;
      if (key === 'k') return () => ask('link');
      const edit = shortcuts[key];
      return edit && (() => field.current?.apply(edit));
    };
    const action = act();
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };

  const problem = (name: Missing['field']) => missing.find((one) => one.field === name)?.message;
  const { words, minutes, characters } = measure(text.body);
  const disabled = waits || (published && status.kind === 'saved');

  return (
    <div onKeyDownCapture={onKeyDown}>
      <header className="writebar">
        <div className="wrap">
          <button className="ibtn" type="button" aria-label="Back to your drafts" onClick={onBack}>
            <ArrowLeft className="icon" aria-hidden="true" />
          </button>
          <SaveStatusLine status={status} />
          <span className="grow" />
          <fieldset className="seg wide-only">
            <legend className="vh">View</legend>
            {views.map(([value, name]) => (
              <label key={value}>
                <input type="radio" name="view" checked={view === value} onChange={() => setView(value)} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
          <button
            className="ibtn narrow-only"
            type="button"
            aria-label={view === 'read' ? 'Go on writing' : 'Read it as others will'}
            onClick={() => setView(view === 'read' ? 'write' : 'read')}
          >
            {view === 'read' ? (
              <Pencil className="icon" aria-hidden="true" />
            ) : (
              <Eye className="icon" aria-hidden="true" />
            )}
          </button>
          {menu && (
            <details
              className="writemenu"
              onKeyDown={(event) => {
                if (isComposing(event)) return;
                if (event.key === 'Escape') closeMenu(event.currentTarget);
              }}
              onBlur={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
              }}
              onClick={(event) => {
                if (event.target instanceof Element && event.target.closest('a, button'))
                  closeMenu(event.currentTarget);
              }}
            >
              <summary className="ibtn" aria-label="More about this story">
                <Ellipsis className="icon" aria-hidden="true" />
              </summary>
              <div className="menu">{menu}</div>
            </details>
          )}
          {!removed && (
            <button
              className="btn sm"
              type="button"
              aria-disabled={disabled || undefined}
              aria-describedby={waits ? 'editor-notice' : undefined}
              aria-busy={state.publishing || undefined}
              onClick={() => disabled || finish()}
            >
              {state.publishing ? 'Publishing' : action}
            </button>
          )}
        </div>
      </header>
      <main id="main" className="wrap" tabIndex={-1}>
        <h1 className="vh">Your story</h1>
        <OpeningNotice
          restored={session.restored}
          isSaved={status.kind === 'saved'}
          removedReason={saved?.removedReason}
        />
        <TitleField
          ref={title}
          value={text.title}
          problem={problem('title')}
          onChange={(value) => change({ title: value })}
          onEnter={() => field.current?.focus()}
        />
        <div className="facts">
          <TagInput tags={text.tags} find={findTags} onChange={(tags) => change({ tags })} />
          {place.row}
        </div>
        {place.picker}
        {view !== 'read' && (
          <Toolbar controls="story-body" field={() => field.current} onAsk={ask}>
            {popover}
          </Toolbar>
        )}
        {problem('body') && (
          <p className="err" id="body-problem" role="alert">
            {problem('body')}
          </p>
        )}
        <div className={`desk ${view === 'both' ? 'split' : view}`}>
          <MarkdownField
            ref={field}
            id="story-body"
            value={text.body}
            invalid={Boolean(problem('body')) || characters > limits.body}
            describedBy={problem('body') ? 'body-problem' : undefined}
            onChange={(body) => change({ body })}
            onPicture={() =>
              say(
                'Wander doesn’t store pictures yet. Put yours on another site, and add its address with “Picture by address”.',
              )
            }
          />
          {view !== 'write' && (
            <section className="seen" aria-label="How readers will see it">
              <Suspense fallback={null}>
                <Preview body={text.body} />
              </Suspense>
            </section>
          )}
        </div>
        <div className="write-notice" id="editor-notice" role="status">
          <EditorNotice
            status={status}
            action={action}
            gone={state.trouble?.kind === 'gone'}
            merged={state.merge !== undefined}
            writer={writer}
            onSignIn={onSignIn}
            onStartAnew={() => session.dispatch({ type: 'startedAnew', key: newKey() })}
            onUndoMerge={() => session.undoMerge()}
            onAcceptMerge={() => session.dispatch({ type: 'mergeAccepted' })}
          />
        </div>
        <p className="status">
          <span className="num">{`${counted(words, 'word')} · ${minutes} min`}</span>
          <span
            className={characters > limits.body ? 'num err' : 'num'}
            role={characters > nearLimit ? 'status' : undefined}
          >
            {`${characters.toLocaleString('en')} of ${limits.body.toLocaleString('en')} characters`}
          </span>
          <span>
            {state.unanswered
              ? 'Not known yet who can see this'
              : published
                ? 'Published: readers see the last update'
                : 'Draft: only you can see this'}
          </span>
        </p>
      </main>
      {lost.length > 0 && (
        <PublishDialog action={action} lost={lost} onShow={show} onConfirm={send} onClose={() => setLost([])} />
      )}
    </div>
  );
}
