import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  asLongitude,
  type Bounds,
  boundsOf,
  firstLook,
  fromText,
  held,
  moved,
  onSheet,
  pinZoom,
  type Spot,
  toPlace,
  toScreen,
  toText,
  viewAt,
  wholeWorld,
  type WorldView,
  zoomed,
} from './world-view.js';
import { placeOnSheet } from './on-sheet.js';

const screen = { width: 900, height: 700 };
const phone = { width: 390, height: 380 };
const views = fc
  .record({
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    y: fc.double({ min: 0, max: 560, noNaN: true }),
    zoom: fc.double({ min: 0, max: 9, noNaN: true }),
  })
  .map((view) => held(view, screen));
const places = fc.record({
  latitude: fc.double({ min: -89, max: 89, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const bounded = { numRuns: 200, interruptAfterTimeLimit: 8_000, verbose: true } as const;
const nearly = (view: WorldView) => ({
  longitude: expect.closeTo(view.longitude, 4),
  y: expect.closeTo(view.y, 4),
  zoom: expect.closeTo(view.zoom, 4),
});

/** As the API reads them: longitudes go on beyond 180 where the box crosses it. */
function isWithin({ south, west, north, east, outline }: Bounds, place: Spot): boolean {
  const x = west > east && place.longitude < west ? place.longitude + 360 : place.longitude;
  const y = place.latitude;
  if (y < south || y > north || x < west || x > (west > east ? east + 360 : east)) return false;
  if (!outline) return true;
  return outline.reduce((inside, corner, at) => {
    const next = outline[(at + 1) % outline.length]!;
    if (corner.latitude > y === next.latitude > y) return inside;
    const crossing =
      ((next.longitude - corner.longitude) * (y - corner.latitude)) / (next.latitude - corner.latitude) +
      corner.longitude;
    return x < crossing ? !inside : inside;
  }, false);
}

describe('the view of the world', () => {
  it('begins with a world that fills the screen; the whole world is all of it', () => {
    expect(boundsOf(wholeWorld(screen), screen)).toEqual({ south: -90, west: -180, north: 90, east: 180 });
    expect(firstLook(screen).zoom).toBeGreaterThan(0);
    expect(boundsOf(firstLook(phone), phone)).toMatchObject({ south: -90, north: 90 });
  });

  it('finds a place where it has put it', () => {
    fc.assert(
      fc.property(views, places, (view, place) => {
        const found = toPlace(view, screen, toScreen(view, screen, place));
        expect(found?.latitude).toBeCloseTo(place.latitude, 5);
        expect(asLongitude((found?.longitude ?? NaN) - place.longitude)).toBeCloseTo(0, 5);
      }),
      bounded,
    );
    const atEdge = { longitude: 0, y: 82.22644471332374, zoom: 2.2416836590479496 };
    const edge = toScreen(atEdge, screen, { latitude: 0, longitude: 179.99999999999994 });
    expect(Math.abs(toPlace(atEdge, screen, edge)!.longitude)).toBeCloseTo(180);
    expect(toPlace(wholeWorld(screen), screen, [5, 5])).toBeUndefined();
    expect(placeOnSheet(0, 0)).toEqual([expect.closeTo(496), expect.closeTo(284)]);
    for (const [latitude, longitude] of [
      [53.9, 8.5],
      [-77, -179],
      [12, 121],
    ] as const)
      expect(placeOnSheet(latitude, longitude)).toEqual(
        onSheet()([longitude, latitude])!.map((at) => expect.closeTo(at, 1)),
      );
  });

  it('has within its bounds what the screen has, and nothing else', () => {
    fc.assert(
      fc.property(views, places, (view, place) => {
        const [x, y] = toScreen(view, screen, place);
        const beside = Math.max(-x, x - screen.width, -y, y - screen.height);
        // The sides are drawn from corner to corner: a pixel is what nobody sees.
        if (Math.abs(beside) < 1) return;
        // Where the globe is cut open, both sides are the same.
        if (Math.abs(asLongitude(place.longitude - view.longitude)) > 179.999) return;
        expect([view, place, isWithin(boundsOf(view, screen), place)]).toEqual([view, place, beside < 0]);
      }),
      { ...bounded, numRuns: 2_000 },
    );
  });

  it('has places on both sides of the 180th meridian beside each other', () => {
    const view = viewAt({ latitude: -16.8, longitude: 179.5 }, 7, screen);
    const [west, east] = [179.999, -179.999].map((longitude) => toScreen(view, screen, { latitude: -16.8, longitude }));
    expect(east![0] - west![0]).toBeGreaterThan(0);
    expect(east![0] - west![0]).toBeLessThan(2);
    const bounds = boundsOf(view, screen);
    expect(bounds.west).toBeGreaterThan(bounds.east);
  });

  it('keeps what lies under the finger there when it comes closer', () => {
    const view = viewAt({ latitude: 40, longitude: 170 }, 3, screen);
    const under = toPlace(view, screen, [200, 500]);
    const [x, y] = toScreen(zoomed(view, screen, 2, [200, 500]), screen, under!);
    expect([x, y]).toEqual([expect.closeTo(200, 6), expect.closeTo(500, 6)]);
  });

  it('moves as far as the finger, goes round the globe, and stops at the poles', () => {
    const view = viewAt({ latitude: 0, longitude: 0 }, 2, screen);
    const middle = { latitude: 0, longitude: 0 };
    expect(toScreen(moved(view, screen, 90, 0), screen, middle)[0]).toBeCloseTo(360);
    const far = moved(view, screen, -100_000, -100_000);
    expect(far.longitude).toBeGreaterThanOrEqual(-180);
    expect(toScreen(far, screen, { latitude: 90, longitude: far.longitude })[1]).toBeGreaterThanOrEqual(0);
    expect(zoomed(view, screen, 100).zoom).toBe(9);
    expect(zoomed(view, screen, -100)).toEqual(wholeWorld(screen));
  });

  it('asks for finer clusters the closer it is', () => {
    const zooms = [1, 2, 4, 6, 9].map((zoom) => pinZoom(held({ longitude: 0, y: 280, zoom }, screen), screen));
    expect(zooms).toEqual([...zooms].sort((a, b) => a - b));
    expect(new Set(zooms).size).toBe(zooms.length);
  });

  it('comes back from an address, and takes no nonsense from it', () => {
    const view = held({ longitude: 12.5, y: 180, zoom: 4.25 }, screen);
    const back = fromText(toText(view), screen);
    expect(back && toText(back)).toBe(toText(view));
    expect(fromText(toText(wholeWorld(screen)), screen)).toEqual(nearly(wholeWorld(screen)));
    for (const text of [null, '', 'a,b,c', '91,0,1', '0,181,1', '1,2', '1,2,-1', 'NaN,0,0'])
      expect(fromText(text, screen)).toBeUndefined();
  });
});
