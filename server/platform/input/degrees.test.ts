import { describe, expect, it } from '@jest/globals';
import { parseCoordinates, parseDegrees } from './degrees.js';

describe('one coordinate', () => {
  it.each([
    ['53.92', 53.92],
    [' 53,92 ', 53.92],
    ['+53.92°', 53.92],
    ['53.92 N', 53.92],
    ['N 53.92', 53.92],
    ['33.4 S', -33.4],
    ['\u221233.4', -33.4],
    ['–33,4', -33.4],
    ['٥٣٫٩', 53.9],
    ['५३.९', 53.9],
    ['５３．９', 53.9],
    ['\u200e53.92', 53.92],
    ['53° 30′ N', 53.5],
    ['53°30\'36"S', -53.51],
    ['53º 30’ 36” N', 53.51],
    ['.5', 0.5],
    ['4.', 4],
  ])('%j is %d', (text, degrees) => expect(parseDegrees(text, 'latitude')).toBeCloseTo(degrees, 6));

  it.each(['', '-', 'north', '53.92 E', '-33.4 S', '91', '53° 61′', '5 3', '53.92, 8.5', '1e1', '0x10'])(
    '%j is none',
    (text) => expect(parseDegrees(text, 'latitude')).toBeUndefined(),
  );

  it('of longitude goes to 180 and has letters of its own', () => {
    expect(parseDegrees('170.5 W', 'longitude')).toBe(-170.5);
    expect(parseDegrees('8.5 N', 'longitude')).toBeUndefined();
  });
});

describe('two coordinates in one text', () => {
  it.each([
    ['53.92, 8.5', [53.92, 8.5]],
    ['53.92 8.5', [53.92, 8.5]],
    [' (53.92, 8.5) ', [53.92, 8.5]],
    ['geo:53.92,8.5?z=3', [53.92, 8.5]],
    ['https://www.google.com/maps/@-53.92,8.51,17z', [-53.92, 8.51]],
    ['https://www.openstreetmap.org/#map=15/53.92/8.51', [53.92, 8.51]],
    ['geo:53,8', [53, 8]],
    ['https://www.google.com/maps/place/X/@48.85,2.29,12z/data=!3m1!4b1!3d48.8583!4d2.2944', [48.8583, 2.2944]],
    ['https://www.google.com/maps/search/?api=1&query=47.59%2C-122.33', [47.59, -122.33]],
    ['https://www.openstreetmap.org/?mlat=48.8583&mlon=2.2944#map=15/48.86/2.3', [48.8583, 2.2944]],
    ['https://maps.example.org/map-53.92,8.51', [53.92, 8.51]],
    ['５３．９， －８．５', [53.9, -8.5]],
    ['53,92; 8,5', [53.92, 8.5]],
    ['-33.4,-70.6', [-33.4, -70.6]],
    ['53°30′N 8°30′E', [53.5, 8.5]],
    ['53° 30′ N, 8° 30′ W', [53.5, -8.5]],
  ])('%j', (text, both) => expect(parseCoordinates(text)).toEqual(both));

  it.each(['53.92', 'Bangor, Wales', '91, 8', 'Camp: 10.5/12.5', 'https://example.org/1234.5,6.7'])(
    '%j is not two',
    (text) => expect(parseCoordinates(text)).toBeUndefined(),
  );
});

it('a text that is none is found out soon, however its digits may be read', () => {
  const timeOf = (digits: number) => {
    const text = `${'1'.repeat(digits)}'${'1'.repeat(digits)}${','.repeat(digits)}`;
    const start = process.cpuUsage();
    for (let n = 0; n < 50; n += 1) parseCoordinates(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  // The least of a few: what else the machine does takes time, and none away.
  const growths = Array.from({ length: 5 }, () => timeOf(24) / Math.max(timeOf(12), 1));
  expect(Math.min(...growths)).toBeLessThan(12);
});
