import { useMemo, useState } from 'react';
import { loadAtlas } from './atlas.js';
import { countryName, placeName, type StoryPlace } from './place.js';
import StampDot from './StampDot.js';
import { fromStamp, useFrames } from './stamp-frame.js';
import { useWorld } from './use-world.js';
import { WorldMap } from './WorldMap.js';
import { placeAt, wholeWorld } from './world-view.js';

type Spot = Pick<StoryPlace, 'countryCode' | 'latitude' | 'longitude'>;

interface Props {
  place: StoryPlace | null;
  onSpot(spot: Spot): void;
}

/** A few metres: what is left is what one meant. */
const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Sets the dot by hand: on the stamp of the country, on the world while there is none, or as numbers. */
export function PlaceSpot({ place, onSpot }: Props) {
  const frames = useFrames();
  const countries = useMemo(
    () =>
      Object.keys(frames ?? {})
        .map((code) => [code, countryName(code)] as const)
        .sort(([, a], [, b]) => a.localeCompare(b, 'en')),
    [frames],
  );
  const frame = place && frames?.[place.countryCode];

  return (
    <div className="spot">
      {!place && <PressWorld onSpot={onSpot} />}
      {place && (
        <span className="locator">
          <svg
            viewBox="0 0 128 128"
            preserveAspectRatio="xMidYMid slice"
            role="img"
            aria-label={`Map: ${placeName(place)}`}
            onClick={(event) => {
              if (!frame) return;
              const box = event.currentTarget.getBoundingClientRect();
              // The drawing covers the box and is cut off at its longer sides.
              const scale = Math.max(box.width, box.height) / 128;
              const x = (event.clientX - box.left - box.width / 2) / scale + 64;
              const y = (event.clientY - box.top - box.height / 2) / scale + 64;
              const { latitude, longitude } = fromStamp(frame, x, y);
              onSpot({ countryCode: place.countryCode, latitude: rounded(latitude), longitude: rounded(longitude) });
            }}
          >
            <use href={`/stamps/${place.countryCode}.svg#m`} />
            <StampDot place={place} />
          </svg>
        </span>
      )}
      {place && (
        <p className="hint">
          {place.precision === 'COUNTRY'
            ? 'The dot is for you alone: readers see the country.'
            : place.latitude === null
              ? 'Press the map to set the dot.'
              : 'Press the map to move the dot.'}
        </p>
      )}
      <label className="label">
        Country
        <select
          className="input"
          value={place?.countryCode ?? ''}
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
      {place && <Numbers place={place} onSpot={onSpot} />}
    </div>
  );
}

function PressWorld({ onSpot }: Pick<Props, 'onSpot'>) {
  const [problem, setProblem] = useState('');
  const world = useWorld(wholeWorld, (at) => {
    const place = placeAt(at);
    if (!place) return;
    const { latitude, longitude } = place;
    loadAtlas('world-fine').then(
      (atlas) => {
        const countryCode = atlas.countryAt(latitude, longitude);
        if (countryCode) onSpot({ countryCode, latitude: rounded(latitude), longitude: rounded(longitude) });
        else setProblem('That is the sea. Come closer and press land, or choose the country.');
      },
      () => setProblem('The outlines did not come. Choose the country instead.'),
    );
  });
  return (
    <>
      <WorldMap world={world} label="World map: press where it happened" />
      <p className="hint" role="status">
        {problem}
      </p>
    </>
  );
}

/** Where the dot is, for those who know it or cannot press a map. Nothing is taken before both are numbers on earth. */
function Numbers({ place, onSpot }: { place: StoryPlace; onSpot(spot: Spot): void }) {
  const known = [place.latitude?.toString() ?? '', place.longitude?.toString() ?? ''] as const;
  const [typed, setTyped] = useState<readonly [string, string]>();
  const [latitude, longitude] = typed ?? known;

  const type = (next: readonly [string, string]) => {
    setTyped(next);
    const [north, east] = next.map((text) => (text.trim() === '' ? NaN : Number(text.replace(',', '.'))));
    if (north === undefined || east === undefined) return;
    if (Math.abs(north) <= 90 && Math.abs(east) <= 180)
      onSpot({ countryCode: place.countryCode, latitude: north, longitude: east });
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
