import { expect, it } from '@jest/globals';
import { geoAzimuthalEqualArea } from 'd3-geo';
import fc from 'fast-check';
import { type Frame, toStamp } from './stamp-frame.js';

const frames: Frame[] = [
  [10.38, 51.09, 648.6, 64, 66.2],
  [-98.2, 57.7, 96.1, 63.9, 69.9],
  [178.5, -17.8, 1_710.3, 64, 64],
];

it('a dot stands where the drawing of the stamp has its place', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...frames),
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
      (frame, north, east) => {
        const [longitude, latitude, scale, ...middle] = frame;
        const projection = geoAzimuthalEqualArea().rotate([-longitude, -latitude]).scale(scale).translate(middle);
        const drawn = projection([longitude + east, latitude + north])!;
        const [x, y] = toStamp(frame, latitude + north, longitude + east);
        expect(Math.hypot(x - drawn[0], y - drawn[1])).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 200, interruptAfterTimeLimit: 8_000 },
  );
});
