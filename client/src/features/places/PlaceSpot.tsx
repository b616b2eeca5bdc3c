import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { type Axis, parseCoordinates, parseDegrees } from '../../../../server/platform/input/degrees.js';
import { isComposing } from '../../lib/keyboard.js';
import { type Atlas, loadAtlas } from './atlas.js';
import { countryName, rounded, type StoryPlace } from './place.js';
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

/** Sets the dot by hand: on a map that one comes closer on, by keyboard, or as numbers. */
export function PlaceSpot({ place, onSpot }: Props) {
  const frames = useFrames();
  const [problem, setProblem] = useState('');
  /** Numbers that were typed, and are in no country that is known. */
  const [unplaced, setUnplaced] = useState<Spot>();
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
    const dot = rounded(spot);
    loadAtlas('world-fine').then(
      (atlas) => {
        const countryCode = countryOf(atlas, dot, from);
        setProblem(countryCode ? '' : 'That’s in the sea. Zoom in and press land, or choose the country.');
        if (!countryCode) return;
        setUnplaced(undefined);
        onSpot({ countryCode, ...dot });
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
        onDot={(spot) => {
          setUnplaced(undefined);
          setDot(spot, known);
        }}
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
          onChange={(event) => {
            const { latitude = null, longitude = null } = unplaced ?? {};
            setUnplaced(undefined);
            setProblem('');
            onSpot({ countryCode: event.target.value, latitude, longitude });
          }}
        >
          {!place && <option value="">Choose a country</option>}
          {countries.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Numbers
        dot={unplaced ?? place}
        country={known}
        onDot={(spot, from) => {
          if (from === undefined) setUnplaced(spot);
          setDot(spot, from);
        }}
      />
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
  dot: Pick<StoryPlace, 'latitude' | 'longitude'> | null;
  country: string | undefined;
  onDot(spot: Spot, from: string | undefined): void;
}

const examples: Record<Axis, string> = {
  latitude: 'A latitude is from -90 to 90, such as 53.92 or 53° 55′ N.',
  longitude: 'A longitude is from -180 to 180, such as 8.5 or 8° 30′ E.',
};

/** Why two texts are no place on earth. */
function problemOf(latitude: string, longitude: string): { axis: Axis; text: string } | undefined {
  for (const [axis, text, other] of [
    ['latitude', latitude, longitude],
    ['longitude', longitude, latitude],
  ] as const) {
    if (text.trim() === '' && other.trim() !== '') return { axis, text: `The ${axis} is missing.` };
    if (text.trim() !== '' && parseDegrees(text, axis) === undefined) return { axis, text: examples[axis] };
  }
  return undefined;
}

/**
 * Where the dot is, for those who know it or cannot press a map. Nothing is taken before both are numbers on earth; what
 * they pass through while they are typed does not decide on the country.
 */
function Numbers({ dot, country, onDot }: NumbersProps) {
  const known = [dot?.latitude?.toString() ?? '', dot?.longitude?.toString() ?? ''] as const;
  const [typed, setTyped] = useState<{ texts: readonly [string, string]; from: string | undefined }>();
  const [problem, setProblem] = useState<{ axis: Axis; text: string }>();
  const id = useId();
  const [latitude, longitude] = typed?.texts ?? known;

  const type = (axis: Axis, text: string) => {
    const from = typed ? typed.from : country;
    const both = parseDegrees(text, axis) === undefined ? parseCoordinates(text) : undefined;
    const alone = axis === 'latitude' ? ([text, longitude] as const) : ([latitude, text] as const);
    const texts = both ? ([String(both[0]), String(both[1])] as const) : alone;
    setTyped({ texts, from });
    setProblem(undefined);
    const north = parseDegrees(texts[0], 'latitude');
    const east = parseDegrees(texts[1], 'longitude');
    if (north !== undefined && east !== undefined) onDot({ latitude: north, longitude: east }, from);
  };
  const leave = () => {
    const found = typed && problemOf(latitude, longitude);
    setProblem(found);
    if (!found) setTyped(undefined);
  };
  const field = (axis: Axis, value: string) => ({
    className: 'input num',
    value,
    'aria-invalid': problem?.axis === axis || undefined,
    'aria-describedby': problem?.axis === axis ? id : undefined,
    onChange: (event: { target: { value: string } }) => type(axis, event.target.value),
  });
  return (
    <>
      <div
        className="row numbers"
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) leave();
        }}
      >
        <label className="label">
          Latitude
          <input placeholder="53.92" {...field('latitude', latitude)} />
        </label>
        <label className="label">
          Longitude
          <input placeholder="8.5" {...field('longitude', longitude)} />
        </label>
      </div>
      {problem && (
        <p className="err" id={id} role="alert">
          {problem.text}
        </p>
      )}
    </>
  );
}
