import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { isComposing } from '../../lib/keyboard.js';
import { type Atlas, loadAtlas } from './atlas.js';
import { countryName, type StoryPlace } from './place.js';
import { type Frame, useFrames } from './stamp-frame.js';
import { useWorld } from './use-world.js';
import { WorldMap } from './WorldMap.js';
import { type Size, type Spot, toPlace, toScreen, viewAt, wholeWorld, type WorldView } from './world-view.js';

type Where = Pick<StoryPlace, 'countryCode' | 'latitude' | 'longitude'>;

interface Props {
  place: StoryPlace | null;
  onSpot(where: Where): void;
}

/** As near as the streets between two villages. */
const NEAR = 6;
/** A few metres: what is left is what one meant. */
const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Sets the dot by hand: on a map that one comes closer on, by keyboard, or as numbers. */
export function PlaceSpot({ place, onSpot }: Props) {
  const frames = useFrames();
  const [problem, setProblem] = useState('');
  const countries = useMemo(
    () =>
      Object.keys(frames ?? {})
        .map((code) => [code, countryName(code)] as const)
        .sort(([, a], [, b]) => a.localeCompare(b, 'en')),
    [frames],
  );
  const known = place?.countryCode;

  /** `from`: the country that is left only when the dot is surely in another one. */
  const setDot = (spot: Spot | undefined, from: string | undefined) => {
    if (!spot) return;
    const dot = { latitude: rounded(spot.latitude), longitude: rounded(spot.longitude) };
    loadAtlas('world-fine').then(
      (atlas) => {
        const countryCode = countryOf(atlas, dot, from);
        setProblem(countryCode ? '' : 'That’s in the sea. Zoom in and press land, or choose the country.');
        if (countryCode) onSpot({ countryCode, ...dot });
      },
      () => {
        if (from) onSpot({ countryCode: from, ...dot });
        else setProblem('Couldn’t load the outlines. Choose the country instead.');
      },
    );
  };

  return (
    <div className="spot">
      <DotMap
        place={place}
        frame={known === undefined ? undefined : frames?.[known]}
        onDot={(spot) => setDot(spot, known)}
      />
      {place?.precision === 'COUNTRY' && <p className="hint">The dot is for you alone: readers see the country.</p>}
      <p className="hint">
        {place?.latitude == null
          ? 'Press the map to set the dot. By keyboard: arrows, + and -, then Enter for the middle.'
          : 'Press the map to move the dot. By keyboard: arrows, + and -, then Enter for the middle.'}
      </p>
      <p className="hint" role="status">
        {problem}
      </p>
      <label className="label">
        Country
        <select
          className="input"
          value={known ?? ''}
          onChange={(event) => onSpot({ countryCode: event.target.value, latitude: null, longitude: null })}
        >
          {!place && <option value="">Choose a country</option>}
          {countries.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Numbers place={place} onDot={setDot} />
    </div>
  );
}

/** What was known stays at sea and near a border, where the outlines are coarser than where people stand. */
function countryOf(atlas: Atlas, { latitude, longitude }: Spot, known: string | undefined): string | undefined {
  const here = atlas.countryAt(latitude, longitude);
  if (known === undefined || here === undefined || here === known) return known ?? here;
  const around = [
    [0.2, 0],
    [-0.2, 0],
    [0, 0.2],
    [0, -0.2],
  ] as const;
  return around.every(([north, east]) => atlas.countryAt(latitude + north, longitude + east) === here) ? here : known;
}

/** A view that has all of a country. */
function countryView([longitude, latitude, scale]: Frame, size: Size): WorldView {
  const zoom = Math.log2((0.9 * Math.min(size.height, size.width) * scale * 1_000) / (158 * 128 * size.width));
  return viewAt({ latitude, longitude }, zoom, size);
}

interface DotMapProps {
  place: StoryPlace | null;
  frame: Frame | undefined;
  onDot(spot: Spot | undefined): void;
}

/** The world with the dot on it; it goes where the dot goes when that is out of sight. */
function DotMap({ place, frame, onDot }: DotMapProps) {
  const { latitude = null, longitude = null, countryCode } = place ?? {};
  const look = (size: Size): WorldView => {
    if (latitude !== null && longitude !== null) return viewAt({ latitude, longitude }, NEAR, size);
    return frame ? countryView(frame, size) : wholeWorld(size);
  };
  const world = useWorld(look, onDot);
  const { seen, show } = world;
  const at = seen && latitude !== null && longitude !== null && toScreen(seen.view, seen.size, { latitude, longitude });

  const shown = useRef({ latitude, longitude, countryCode, framed: frame !== undefined });
  const goThere = useEffectEvent(() =>
    show((view, size) => {
      if (latitude === null || longitude === null) return look(size);
      const [x, y] = toScreen(view, size, { latitude, longitude });
      return x > 0 && y > 0 && x < size.width && y < size.height ? view : look(size);
    }),
  );
  useEffect(() => {
    const before = shown.current;
    shown.current = { latitude, longitude, countryCode, framed: frame !== undefined };
    const isSame = before.latitude === latitude && before.longitude === longitude;
    const sameCountry = before.countryCode === countryCode && before.framed === (frame !== undefined);
    if (!isSame || !sameCountry) goThere();
  }, [latitude, longitude, countryCode, frame]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key !== 'Enter' || !(event.target as Element).matches('.world') || !seen) return;
    event.preventDefault();
    onDot(toPlace(seen.view, seen.size, [seen.size.width / 2, seen.size.height / 2]));
  };
  return (
    <div onKeyDown={onKeyDown}>
      <WorldMap
        world={world}
        label="Map for the dot: press where it happened. Arrow keys move it, plus and minus zoom, Enter sets the dot in the middle."
      >
        <span className="cross" aria-hidden="true" />
        {at && <span className="dot-here" style={{ left: at[0], top: at[1] }} aria-hidden="true" />}
      </WorldMap>
    </div>
  );
}

interface NumbersProps {
  place: StoryPlace | null;
  onDot(spot: Spot, from: string | undefined): void;
}

/**
 * Where the dot is, for those who know it or cannot press a map. Nothing is taken before both are numbers on earth; what
 * they pass through while they are typed does not decide on the country.
 */
function Numbers({ place, onDot }: NumbersProps) {
  const known = [place?.latitude?.toString() ?? '', place?.longitude?.toString() ?? ''] as const;
  const [typed, setTyped] = useState<{ texts: readonly [string, string]; from: string | undefined }>();
  const [latitude, longitude] = typed?.texts ?? known;

  const type = (next: readonly [string, string]) => {
    const from = typed ? typed.from : place?.countryCode;
    setTyped({ texts: next, from });
    const [north, east] = next.map((text) => (text.trim() === '' ? NaN : Number(text.replace(',', '.'))));
    if (north === undefined || east === undefined) return;
    if (Math.abs(north) <= 90 && Math.abs(east) <= 180) onDot({ latitude: north, longitude: east }, from);
  };
  return (
    <div
      className="row numbers"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setTyped(undefined);
      }}
    >
      <label className="label">
        Latitude
        <input
          className="input num"
          inputMode="decimal"
          placeholder="53.92"
          value={latitude}
          onChange={(event) => type([event.target.value, longitude])}
        />
      </label>
      <label className="label">
        Longitude
        <input
          className="input num"
          inputMode="decimal"
          placeholder="8.5"
          value={longitude}
          onChange={(event) => type([latitude, event.target.value])}
        />
      </label>
    </div>
  );
}
