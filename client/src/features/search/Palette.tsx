import { CornerDownLeft, Search as SearchIcon, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { readError } from '../../lib/api-error.js';
import { counted } from '../../lib/text.js';
import { Bar, useWait } from '../../ui/Skeleton.js';
import { groups, type Hit, HitPicture, Passage, pathOf, titleOf } from './hits.js';
import { useSearch } from './use-search.js';

const count = 12;

/** Search over the page: a combobox whose results are stories, people and tags. */
export default function Palette({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { found, error, isPending, retry } = useSearch(text, count);
  const wait = useWait(isPending && !found);
  const query = text.trim();

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (!element?.open) element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);

  // As they stand on the screen, so that the arrows go from one to the next.
  const listed = groups.flatMap(([kind]) => found?.hits.filter(({ node }) => node.__typename === kind) ?? []);
  const at = Math.min(chosen, listed.length - 1);
  const nothing = found?.query === query && listed.length === 0;

  const open = (path: string) => {
    onClose();
    void navigate(path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && listed.length > 0) {
      event.preventDefault();
      setChosen((at + move + listed.length) % listed.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && query !== '') {
      event.preventDefault();
      const hit = found?.query === query && !event.ctrlKey ? listed[at] : undefined;
      open(hit ? pathOf(hit) : `/search?q=${encodeURIComponent(query)}`);
    }
  };

  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label="Search Wander"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="ask">
        <SearchIcon className="icon" aria-hidden="true" />
        <input
          role="combobox"
          aria-label="Search stories, people and tags"
          aria-expanded={listed.length > 0}
          aria-controls="palette-results"
          aria-activedescendant={listed[at] ? `hit-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button className="ibtn" type="button" aria-label="Close" onClick={onClose}>
          <X className="icon" aria-hidden="true" />
        </button>
      </div>
      <div
        className="found"
        id="palette-results"
        role="listbox"
        aria-label="Results"
        aria-busy={isPending || undefined}
      >
        {groups.map(([kind, title]) => (
          <Group key={kind} title={title} kind={kind} hits={listed} chosen={at} onChoose={setChosen} onOpen={open} />
        ))}
      </div>
      {wait === 'shown' && (
        <div className="quiet" aria-hidden="true">
          <Bar width="60%" height="2rem" />
          <Bar width="45%" height="2rem" />
        </div>
      )}
      {error !== undefined && (
        <p className="quiet" role="alert">
          {readError(error).message}{' '}
          <button className="btn quiet sm" type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      {nothing && (
        <p className="quiet muted">
          <b>No results for “{query}”.</b> Try a place, another spelling or fewer words.
        </p>
      )}
      <footer>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> choose
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>Esc</kbd> close
        </span>
        <span className="vh" role="status">
          {found?.query === query && listed.length > 0
            ? counted(listed.length, 'result')
            : nothing
              ? 'Nothing found'
              : ''}
        </span>
      </footer>
    </dialog>
  );
}

interface GroupProps {
  title: string;
  kind: string;
  hits: readonly Hit[];
  chosen: number;
  onChoose(at: number): void;
  onOpen(path: string): void;
}

function Group({ title, kind, hits, chosen, onChoose, onOpen }: GroupProps) {
  const own = hits.flatMap((hit, at) => (hit.node.__typename === kind ? [{ hit, at }] : []));
  const selected = useRef<HTMLLIElement>(null);
  useEffect(() => {
    selected.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  if (own.length === 0) return null;
  return (
    <div role="group" aria-label={title}>
      <h2 role="presentation">{title}</h2>
      <ul className="options" role="presentation">
        {own.map(({ hit, at }) => (
          <li
            key={hit.node.id}
            ref={at === chosen ? selected : undefined}
            id={`hit-${at}`}
            role="option"
            aria-selected={at === chosen}
            onMouseMove={() => onChoose(at)}
            onClick={() => onOpen(pathOf(hit))}
          >
            <HitPicture hit={hit} />
            <div className="grow">
              <b dir="auto">{titleOf(hit)}</b>
              <Passage hit={hit} />
            </div>
            {at === chosen && <CornerDownLeft className="icon" aria-hidden="true" />}
          </li>
        ))}
      </ul>
    </div>
  );
}
