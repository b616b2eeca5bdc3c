import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import type { StoryPlace } from './place.js';
import { PlaceSpot } from './PlaceSpot.js';

/** Countries that are squares. The spot in Georgia is near its border, where the country known before decides. */
const square = (id: string, west: number, south: number, east: number, north: number) => ({
  id,
  ring: [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ],
});
const squares = [square('GE', 40, 41, 47, 43), square('SO', 40, 2, 47, 9), square('IS', -24, 63, -13, 67)];
const geometries = squares.map(({ id }, index) => ({ type: 'Polygon', id, arcs: [[index]] }));
const topology = {
  type: 'Topology',
  arcs: squares.map(({ ring }) => ring),
  objects: {
    countries: { type: 'GeometryCollection', geometries },
    land: { type: 'GeometryCollection', geometries },
  },
};
const frames = Object.fromEntries(squares.map(({ id }) => [id, [0, 0, 100, 64, 64]]));
const realFetch = globalThis.fetch;

beforeEach(() => {
  globalThis.fetch = (url) => {
    const body = String(url).includes('frames') ? frames : topology;
    return Promise.resolve({ ok: true, json: () => Promise.resolve(body) } as Response);
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

function Picker({ begin }: { begin: StoryPlace | null }) {
  const [place, setPlace] = useState(begin);
  return (
    <>
      <PlaceSpot
        place={place}
        onSpot={(spot) => setPlace({ name: 'Sadakhlo', precision: 'EXACT', ...(place ?? {}), ...spot })}
      />
      <output aria-label="place">{place ? `${place.countryCode} ${place.latitude} ${place.longitude}` : ''}</output>
    </>
  );
}

const place = () => screen.getByLabelText('place').textContent;
const sadakhlo: StoryPlace = {
  name: 'Sadakhlo',
  countryCode: 'GE',
  latitude: 41.1,
  longitude: 44.8,
  precision: 'EXACT',
};

describe('a dot that is set as numbers', () => {
  it('keeps its country, whatever its numbers pass through while they are typed', async () => {
    render(<Picker begin={sadakhlo} />);
    const user = userEvent.setup();
    await user.click(screen.getByLabelText('Latitude'));
    await user.keyboard('{Backspace}{Backspace}{Backspace}');
    await waitFor(() => expect(place()).toMatch(/ 4 44.8$/));
    await user.keyboard('1.12');
    await waitFor(() => expect(place()).toBe('GE 41.12 44.8'));
  });

  it('is in another country when its numbers are', async () => {
    render(<Picker begin={sadakhlo} />);
    const user = userEvent.setup();
    await user.clear(screen.getByLabelText('Latitude'));
    await user.keyboard('65');
    await user.clear(screen.getByLabelText('Longitude'));
    await user.keyboard('-18.5');
    await waitFor(() => expect(place()).toBe('IS 65 -18.5'));
  });

  it('is in the country of the whole numbers when none was known', async () => {
    render(<Picker begin={null} />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Longitude'), '44.8');
    await user.type(screen.getByLabelText('Latitude'), '41.12');
    await waitFor(() => expect(place()).toBe('GE 41.12 44.8'));
  });
});
