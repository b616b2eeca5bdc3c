import { CornerDownLeft } from 'lucide-react';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { readError } from '../../lib/api-error.js';
import { counted, quoted } from '../../lib/text.js';
import { Bar, useWait } from '../../ui/Skeleton.js';
import { groups, type Hit, HitPicture, Passage, pathOf, titleOf } from './hits.js';
import { useSearch } from './use-search.js';

const count = 12;

export interface ResultsHandle {
  /** Chooses the next result (1) or the one before (-1). */
  move(step: number): void;
  /** Where the chosen result leads; undefined while there is none for what is typed. */
  chosenPath(): string | undefined;
}

interface Props {
  ref: Ref<ResultsHandle>;
  text: string;
  /** Told the id of the chosen option. */
  onActive(id: string | undefined): void;
  onOpen(path: string): void;
}

/** What is found for a text: stories, people and tags, one of them chosen. */
export default function Results({ ref, text, onActive, onOpen }: Props) {
  const [chosen, setChosen] = useState({ text, at: 0 });
  const { found, error, isPending, retry } = useSearch(text, count);
  const wait = useWait(isPending && !found);
  const query = text.trim();

  // As they stand on the screen, so that the arrows go from one to the next.
  const listed = groups.flatMap(([kind]) => found?.hits.filter(({ node }) => node.__typename === kind) ?? []);
  // Another text begins at its first result.
  const at = Math.min(chosen.text === text ? chosen.at : 0, listed.length - 1);
  const choose = (next: number) => setChosen({ text, at: next });
  const nothing = found?.query === query && listed.length === 0;

  const active = listed[at] && `hit-${at}`;
  useEffect(() => onActive(active), [active, onActive]);
  useImperativeHandle(ref, () => ({
    move: (step) => listed.length > 0 && choose((at + step + listed.length) % listed.length),
    chosenPath: () => {
      const hit = found?.query === query ? listed[at] : undefined;
      return hit && pathOf(hit);
    },
  }));

  return (
    <>
      <div
        className="found"
        id="palette-results"
        role="listbox"
        aria-label="Results"
        aria-busy={isPending || undefined}
      >
        {groups.map(([kind, title]) => (
          <Group key={kind} title={title} kind={kind} hits={listed} chosen={at} onChoose={choose} onOpen={onOpen} />
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
          <span>{readError(error).message}</span>{' '}
          <button className="btn quiet sm" type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
      {nothing && (
        <p className="quiet muted">
          <b>{`No results for ${quoted(query)}.`}</b> Try a place, another spelling or fewer words.
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
    </>
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
