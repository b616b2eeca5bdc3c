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

  it('takes them as a map gives them: both at once, with letters, in the digits of any script', async () => {
    render(<Picker begin={sadakhlo} />);
    const user = userEvent.setup();
    await user.clear(screen.getByLabelText('Latitude'));
    await user.paste('65° N, 18.5° W');
    await waitFor(() => expect(place()).toBe('IS 65 -18.5'));
    expect(screen.getByLabelText<HTMLInputElement>('Longitude').value).toBe('-18.5');
    await user.clear(screen.getByLabelText('Latitude'));
    await user.paste('٦٥٫٥');
    await waitFor(() => expect(place()).toBe('IS 65.5 -18.5'));
  });

  it('says what is wrong with them, and leaves them to be put right', async () => {
    render(<Picker begin={sadakhlo} />);
    const user = userEvent.setup();
    const latitude = screen.getByLabelText<HTMLInputElement>('Latitude');
    await user.clear(latitude);
    await user.type(latitude, 'about 41');
    await user.click(screen.getByRole('combobox', { name: 'Country' }));
    expect(screen.getByRole('alert').textContent).toContain('A latitude is from -90 to 90');
    expect([latitude.value, latitude.getAttribute('aria-invalid')]).toEqual(['about 41', 'true']);
    await user.clear(latitude);
    await user.type(latitude, '41.2');
    await user.click(screen.getByRole('combobox', { name: 'Country' }));
    expect(screen.queryByRole('alert')).toBeNull();
    await waitFor(() => expect(place()).toBe('GE 41.2 44.8'));
  });

  it('is kept at sea until its country is chosen', async () => {
    render(<Picker begin={null} />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Latitude'), '-33.4');
    await user.type(screen.getByLabelText('Longitude'), '-70.6');
    await screen.findByText(/^That’s in the sea/);
    await user.click(screen.getByRole('combobox', { name: 'Country' }));
    expect(screen.getByLabelText<HTMLInputElement>('Latitude').value).toBe('-33.4');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'GE');
    await waitFor(() => expect(place()).toBe('GE -33.4 -70.6'));
  });
});
