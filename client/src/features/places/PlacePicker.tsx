import { MapPin, PenLine, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { parseCoordinates } from '../../../../server/platform/input/degrees.js';
import { readError } from '../../lib/api-error.js';
import { lengthOf } from '../../lib/input.js';
import { isComposing } from '../../lib/keyboard.js';
import { quoted } from '../../lib/text.js';
import { Bar, useWait } from '../../ui/Skeleton.js';
import { countryName, rounded, type StoryPlace } from './place.js';
import { PlaceSpot } from './PlaceSpot.js';
import { type Town, useTowns } from './use-towns.js';

const LONGEST_NAME = 100;

interface Props {
  id: string;
  place: StoryPlace | null;
  onChange(place: StoryPlace): void;
  onClose(): void;
}

const precisions: [StoryPlace['precision'], string, string?][] = [
  ['EXACT', 'The exact spot'],
  ['CITY', 'The town', 'Rounded to about 10 km, for everyone but you'],
  ['COUNTRY', 'The country only'],
];

/** Chooses where a story happened: a town of the gazetteer, coordinates near one, or a name of one's own and a dot set by hand. */
export default function PlacePicker({ id, place, onChange, onClose }: Props) {
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(place?.name ?? '');
  const [precision, setPrecision] = useState(place?.precision ?? 'CITY');
  /** A name that is nowhere yet: it becomes a place with the first dot or country. */
  const [own, setOwn] = useState<string>();
  /** Whose dot a place still has that was called otherwise. */
  const [dotOf, setDotOf] = useState<string>();
  const name = text.trim();
  const searched = name === (own ?? place?.name) ? '' : name;
  const [latitude, longitude] = parseCoordinates(searched) ?? [];
  const dot = latitude === undefined || longitude === undefined ? undefined : rounded({ latitude, longitude });
  const { found, error, isPending, retry } = useTowns(dot ? `${dot.latitude}, ${dot.longitude}` : searched);
  const wait = useWait(isPending && !found);
  const [chosen, setChosen] = useState(0);
  const tooLong = !dot && lengthOf(name, 'name') > LONGEST_NAME;

  useEffect(() => field.current?.focus(), []);

  const take = (town: Town) => {
    const { name, countryCode, latitude, longitude } = town;
    onChange({ name, countryCode, ...(dot ?? { latitude, longitude }), precision });
    setText(name);
    setOwn(undefined);
    setDotOf(undefined);
  };
  const rename = (named: StoryPlace) => {
    setDotOf(dotOf ?? named.name);
    onChange({ ...named, name });
    setOwn(undefined);
  };
  const spot = (at: Pick<StoryPlace, 'countryCode' | 'latitude' | 'longitude'>) => {
    const known = own ?? place?.name;
    if (known !== undefined) onChange({ ...at, name: known, precision });
    setOwn(undefined);
    setDotOf(undefined);
  };

  // Until those near the coordinates have come, the towns are of what was typed before.
  const towns = searched === '' || (dot && isPending) ? [] : (found ?? []);
  const options: { key: string; take(): void; town?: Town; text?: string }[] = towns.map((town) => ({
    key: town.id,
    take: () => take(town),
    town,
  }));
  if (searched !== '' && !tooLong && !dot) {
    options.push({ key: 'own', take: () => setOwn(name), text: `${quoted(name)}, and set the dot yourself` });
    if (place)
      options.push({
        key: 'rename',
        take: () => rename(place),
        text: `Call it ${quoted(name)}, with the dot where ${dotOf ?? place.name} is`,
      });
  }
  const at = Math.min(chosen, options.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && options.length > 0) {
      event.preventDefault();
      setChosen((at + move + options.length) % options.length);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      options[at]?.take();
    }
  };

  return (
    <section
      className="placepick appear"
      id={id}
      aria-label="Choose a place"
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div>
        <label className="label" htmlFor={`${listId}-q`}>
          Where did it happen?
        </label>
        <div className="with">
          <Search className="icon in" aria-hidden="true" />
          <input
            ref={field}
            className="input"
            id={`${listId}-q`}
            role="combobox"
            aria-expanded={options.length > 0}
            aria-controls={listId}
            aria-activedescendant={options[at] ? `${listId}-${at}` : undefined}
            aria-autocomplete="list"
            aria-invalid={tooLong || undefined}
            aria-describedby={`${listId}-hint`}
            autoComplete="off"
            dir="auto"
            placeholder="A town, or a name of your own"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <ul className="options" id={listId} role="listbox" aria-label="Places" aria-busy={isPending || undefined}>
          {options.map(({ key, take, town, text }, index) => (
            <li
              key={key}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onMouseMove={() => setChosen(index)}
              onClick={take}
            >
              {town ? (
                <>
                  <MapPin className="icon" aria-hidden="true" />
                  <span dir="auto">{town.name}</span>
                  <small>{[town.region, countryName(town.countryCode)].filter(Boolean).join(', ')}</small>
                </>
              ) : (
                <>
                  <PenLine className="icon" aria-hidden="true" />
                  <span>{text}</span>
                </>
              )}
            </li>
          ))}
        </ul>
        {wait === 'shown' && (
          <div className="quiet" aria-hidden="true">
            <Bar width="60%" height="1.5rem" />
            <Bar width="45%" height="1.5rem" />
          </div>
        )}
        <p className="hint" id={`${listId}-hint`} role="status">
          {tooLong
            ? `A name has at most ${LONGEST_NAME} characters.`
            : own !== undefined
              ? `Where is ${quoted(own)}? Press the map, or choose its country.`
              : dotOf !== undefined
                ? `The dot is still where ${dotOf} is. Press the map to move it.`
                : found?.length === 0 && searched !== ''
                  ? dot
                    ? 'No towns nearby. Type a name, then set the dot.'
                    : 'No towns found.'
                  : dot
                    ? 'Choose a nearby town. The dot stays at these coordinates.'
                    : ''}
        </p>
        {error !== undefined && (
          <p className="err" role="alert">
            <span>{readError(error).message}</span>{' '}
            <button className="btn quiet sm" type="button" onClick={retry}>
              Try again
            </button>
          </p>
        )}
        <p className="small muted">
          Towns: <a href="https://www.geonames.org">GeoNames</a>, CC BY 4.0
        </p>
      </div>
      <fieldset>
        <legend className="label">Show readers</legend>
        {precisions.map(([value, title, note]) => (
          <label className="choice" key={value}>
            <input
              type="radio"
              name={`${listId}-precision`}
              checked={precision === value}
              onChange={() => {
                setPrecision(value);
                if (place) onChange({ ...place, precision: value });
              }}
            />
            <span>
              <span>{title}</span>
              {note && <small>{note}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {(place || own !== undefined) && <PlaceSpot place={own === undefined ? place : null} onSpot={spot} />}
    </section>
  );
}
