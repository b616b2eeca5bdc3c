import { ArrowLeft, Check, PenLine } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { dateAndTime } from '../../lib/dates.js';
import { SaveStatus } from './SaveStatus.js';
import type { SavedStory, StoryText } from './story-text.js';
import { type Change, type Choice, compare, merge, type Piece } from './versions.js';

interface Props {
  mine: StoryText;
  saved: SavedStory;
  /** `save` is false when the writer goes on in the editor. */
  onResolve(text: StoryText, save: boolean): void;
  onBack(): void;
}

const words = [
  'No passage differs',
  'One passage differs',
  'Two passages differ',
  'Three passages differ',
  'Four passages differ',
  'Five passages differ',
];
const names: Record<Choice, string> = { mine: 'Mine', saved: 'Saved', both: 'Both' };

/** The text in this browser and the one at Wander, passage by passage. */
export function TwoVersions({ mine, saved, onResolve, onBack }: Props) {
  const { parts, changes } = useMemo(() => compare(mine, saved.text), [mine, saved]);
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const page = useRef<HTMLElement>(null);
  useEffect(() => {
    // It takes the editor's place unasked: begin at its heading, for eyes and for screen readers.
    document.documentElement.scrollTop = 0;
    page.current?.focus({ preventScroll: true });
  }, []);
  const chosen = changes.filter((change) => choices[change.id]).length;
  const left = changes.length - chosen;

  return (
    <>
      <header className="writebar">
        <div className="wrap">
          <button className="ibtn" type="button" aria-label="Back to your drafts" onClick={onBack}>
            <ArrowLeft className="icon" aria-hidden="true" />
          </button>
          <SaveStatus status={{ kind: 'conflict' }} />
        </div>
      </header>
      <main ref={page} id="main" className="wrap" tabIndex={-1}>
        <header className="versions-head">
          <h1 className="title">This story was saved somewhere else while you were writing</h1>
          <p className="lede">
            <span>{`${words[changes.length] ?? `${changes.length} passages differ`}.`}</span>{' '}
            <span>
              Nothing is lost: choose for each, or take one version whole. What you set aside stays in this browser for
              30 days.
            </span>
          </p>
          <p className="row">
            <button className="btn quiet" type="button" onClick={() => onResolve(mine, true)}>
              Keep mine
            </button>
            <button className="btn quiet" type="button" onClick={() => onResolve(saved.text, true)}>
              Take the saved one
            </button>
            <button
              className="btn bare"
              type="button"
              onClick={() => onResolve(merge(mine, saved.text, choices), false)}
            >
              <PenLine className="icon" aria-hidden="true" />
              Merge by hand in the editor
            </button>
          </p>
        </header>
        <div className="versions">
          <div className="vhead" aria-hidden="true">
            <div>
              <b>Mine</b>
              <p className="small muted">In this browser</p>
            </div>
            <div>
              <b>Saved</b>
              <p className="small muted">{`Version ${saved.version}, saved ${dateAndTime(saved.updatedAt)}`}</p>
            </div>
          </div>
          {parts.map((part, index) =>
            part.kind === 'same' ? (
              <p className="same" key={`same-${index}`}>
                {part.paragraphs === 1 ? '1 paragraph is the same' : `${part.paragraphs} paragraphs are the same`}
              </p>
            ) : (
              <ChangeCard
                key={part.change.id}
                change={part.change}
                number={changes.indexOf(part.change) + 1}
                choice={choices[part.change.id]}
                onChoose={(choice) => setChoices((before) => ({ ...before, [part.change.id]: choice }))}
              />
            ),
          )}
        </div>
        <div className="actionbar">
          <div className="row">
            <p className="small muted grow" role="status" id="left-to-choose">
              <b>{`${chosen} of ${changes.length} chosen.`}</b>{' '}
              {left > 0 && <span>{`${left === 1 ? 'One' : left} more, and the merged story can be saved.`}</span>}
            </p>
            <button
              className="btn"
              type="button"
              aria-disabled={left > 0}
              aria-describedby="left-to-choose"
              onClick={() => left === 0 && onResolve(merge(mine, saved.text, choices), true)}
            >
              Save merged story
            </button>
          </div>
        </div>
      </main>
    </>
  );
}

interface CardProps {
  change: Change;
  number: number;
  choice?: Choice;
  onChoose(choice: Choice): void;
}

function ChangeCard({ change, number, choice, onChoose }: CardProps) {
  return (
    <section className="change" aria-labelledby={`change-${change.id}`}>
      <header>
        <h2 id={`change-${change.id}`}>{change.label}</h2>
        <fieldset className="seg">
          <legend className="vh">{`Change ${number}: which one to keep`}</legend>
          {change.choices.map((option) => (
            <label key={option}>
              <input type="radio" name={change.id} checked={choice === option} onChange={() => onChoose(option)} />
              <span>{names[option]}</span>
            </label>
          ))}
        </fieldset>
      </header>
      <div className="sides">
        <Side name="Mine" pieces={change.mine} chosen={choice === 'mine' || choice === 'both'} />
        <Side name="Saved" pieces={change.saved} chosen={choice === 'saved' || choice === 'both'} />
      </div>
    </section>
  );
}

function Side({ name, pieces, chosen }: { name: string; pieces: readonly Piece[]; chosen: boolean }) {
  return (
    <div className={chosen ? 'sidepane chosen' : 'sidepane'}>
      <p className="from">
        {chosen && <Check className="icon" aria-hidden="true" />}
        <span>{name}</span>
      </p>
      {pieces.length === 0 ? (
        <p className="muted absent">Not in this version.</p>
      ) : (
        <p className="passage" dir="auto">
          {pieces.map((piece, index) =>
            piece.differs ? (
              <mark className="differs" key={index}>
                {piece.text}
              </mark>
            ) : (
              piece.text
            ),
          )}
        </p>
      )}
    </div>
  );
}
