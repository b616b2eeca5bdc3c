import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  boundsOf,
  firstLook,
  fromText,
  held,
  moved,
  pinZoom,
  placeAt,
  placeOnSheet,
  toScreen,
  toSheet,
  toText,
  wholeWorld,
  type WorldView,
  zoomed,
} from './world-view.js';

const screen = { width: 900, height: 700 };
const phone = { width: 390, height: 380 };
const views = fc
  .record({
    x: fc.double({ min: 0, max: 1_000, noNaN: true }),
    y: fc.double({ min: 0, max: 560, noNaN: true }),
    zoom: fc.double({ min: 0, max: 9, noNaN: true }),
  })
  .map((view) => held(view, screen));
const bounded = { numRuns: 200, interruptAfterTimeLimit: 8_000, verbose: true } as const;
const nearly = (view: WorldView) => ({
  x: expect.closeTo(view.x, 4),
  y: expect.closeTo(view.y, 4),
  zoom: expect.closeTo(view.zoom, 4),
});

describe('the view of the world', () => {
  it('begins with a world that fills the screen; the whole world is all of it', () => {
    expect(boundsOf(wholeWorld(screen), screen)).toEqual({ south: -90, west: -180, north: 90, east: 180 });
    expect(firstLook(screen).zoom).toBeGreaterThan(0);
    expect(boundsOf(firstLook(phone), phone)).toMatchObject({ south: -90, north: 90 });
  });

  it('finds a place where it has put it', () => {
    for (const [latitude, longitude] of [
      [53.92, 8.5],
      [-33, -71.6],
      [0, 179.9],
      [78, -170],
    ] as const) {
      expect(placeAt(placeOnSheet(latitude, longitude))).toEqual({
        latitude: expect.closeTo(latitude, 5),
        longitude: expect.closeTo(longitude, 5),
      });
    }
    expect(placeAt([5, 5])).toBeUndefined();
  });

  it('has every place of the screen within its bounds', () => {
    fc.assert(
      fc.property(views, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 700 }), (view, x, y) => {
        const place = placeAt(toSheet(view, screen, [x, y]));
        if (!place) return;
        const { south, west, north, east } = boundsOf(view, screen);
        expect(place.latitude >= south && place.latitude <= north).toBe(true);
        expect(place.longitude >= west && place.longitude <= east).toBe(true);
      }),
      bounded,
    );
  });

  it('keeps what lies under the finger there when it comes closer', () => {
    const view = held({ x: 520, y: 200, zoom: 3 }, screen);
    const under = toSheet(view, screen, [200, 500]);
    const [x, y] = toScreen(zoomed(view, screen, 2, [200, 500]), screen, under);
    expect([x, y]).toEqual([expect.closeTo(200, 6), expect.closeTo(500, 6)]);
  });

  it('moves as far as the finger, and stops at the edge of the world', () => {
    const view = held({ x: 500, y: 280, zoom: 2 }, screen);
    expect(toScreen(moved(view, screen, 90, 0), screen, [view.x, view.y])[0]).toBeCloseTo(360);
    const far = moved(view, screen, -100_000, -100_000);
    expect(toSheet(far, screen, [0, 0])).toEqual([expect.closeTo(0), expect.closeTo(0)]);
    expect(zoomed(view, screen, 100).zoom).toBe(9);
    expect(zoomed(view, screen, -100)).toEqual(wholeWorld(screen));
  });

  it('asks for finer clusters the closer it is', () => {
    const zooms = [1, 2, 4, 6, 9].map((zoom) => pinZoom(held({ x: 500, y: 280, zoom }, screen), screen));
    expect(zooms).toEqual([...zooms].sort((a, b) => a - b));
    expect(new Set(zooms).size).toBe(zooms.length);
  });

  it('comes back from an address, and takes no nonsense from it', () => {
    const view = held({ x: 530, y: 180, zoom: 4.25 }, screen);
    const back = fromText(toText(view), screen);
    expect(back && toText(back)).toBe(toText(view));
    expect(fromText(toText(wholeWorld(screen)), screen)).toEqual(nearly(wholeWorld(screen)));
    for (const text of [null, '', 'a,b,c', '91,0,1', '0,181,1', '1,2', '1,2,-1', 'NaN,0,0'])
      expect(fromText(text, screen)).toBeUndefined();
  });
});
