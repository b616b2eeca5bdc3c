import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Frame, fromStamp, toStamp } from './stamp-frame.js';

const frames: Frame[] = [
  [10.38, 51.09, 648.6, 64, 66.2],
  [-98.2, 57.7, 96.1, 63.9, 69.9],
  [178.5, -17.8, 1_710.3, 64, 64],
];

it('a dot set on a stamp is where its place is drawn', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...frames),
      fc.double({ min: 0, max: 128, noNaN: true }),
      fc.double({ min: 0, max: 128, noNaN: true }),
      (frame, x, y) => {
        const { latitude, longitude } = fromStamp(frame, x, y);
        expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
        const [backX, backY] = toStamp(frame, latitude, longitude);
        expect(Math.hypot(backX - x, backY - y)).toBeLessThan(1e-6);
      },
    ),
    { numRuns: 200, interruptAfterTimeLimit: 8_000 },
  );
});
