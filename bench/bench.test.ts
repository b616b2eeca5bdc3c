import { expect, test } from '@jest/globals';
import { readOptions } from './options.js';
import { picture } from './picture.js';
import { cellOf, type Sample } from './rounds.js';
import { assertSame, normalised } from './same-answers.js';
import { median, spread } from './statistics.js';
import { bearerFor } from './tokens.js';
import type { Results } from './results.js';
import { verdicts } from './verdicts.js';
import { requestsOf, workNames } from './works.js';

const sample = (more: Partial<Sample> = {}): Sample => ({
  ...{ peer: 'wander', work: 'list', round: 1, perSecond: 100, p50: 1, p99: 2, cpu: 50, ratio: 0.9 },
  ...{ failed: 0, problems: {}, ...more },
});

test('the median is the middle, the spread the distance of the outermost', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(spread([0.9, 1, 1.1])).toBeCloseTo(0.2);
});

test('one failed request makes a row void, and says why', () => {
  expect(cellOf([sample(), sample({ failed: 2, problems: { 'HTTP 503': 2 } })]).void).toBe('2 × HTTP 503');
  expect(cellOf([sample(), sample({ ratio: 1 })])).toMatchObject({ void: null, ratio: 0.95 });
});

test('answers are the same whatever the order of keys, the kind of id and the offset of a time', () => {
  const one = '{"data":{"id":"post_01h455vb4pex5vsknk084sn02q","at":"2026-11-14T09:00:00.500Z"}}';
  const other = '{"data":{"at":"2026-11-14T10:00:00.5+01:00","id":"01890a5d-ac96-774b-bcce-b302099a8057"}}';
  expect(normalised(one, false)).toBe(normalised(other, false));
});

test('an answer that differs is shown with its server', () => {
  expect(() => assertSame('Yoga', 'list', '{"a":1}', '{"a":2}')).toThrow(/Yoga gives another answer for list/);
});

test('options that make no sense are said', () => {
  expect(() => readOptions({ rounds: 'many' })).toThrow('make bench rounds=3');
  expect(() => readOptions({ only: 'lists' })).toThrow('only knows no "lists"');
  expect(() => readOptions({ peers: 'express' })).toThrow('peers knows no "express"');
});

test('Wander and the wall always take part, and a part of the bench is not written', () => {
  const { peers, write } = readOptions({ peers: 'yoga' });
  expect(peers).toEqual(['wander', 'wall', 'yoga']);
  expect(write).toBe(false);
  expect(readOptions({}).write).toBe(true);
});

test('the picture leaves out what is void', () => {
  const good = cellOf([sample()]);
  expect(picture([good], { day: '2026-11-25' })).toContain('0.90');
  expect(picture([{ ...good, void: 'HTTP 503' }], { day: '2026-11-25' })).not.toContain('0.90');
});

test('a work in which one is far ahead leaves the bars of the others as long as they were', () => {
  const cells = [cellOf([sample()]), cellOf([sample({ work: 'map', ratio: 112 })])];
  const widthOf = (svg: string): string => /class="bar own" x="256" .*? width="([\d.]+)"/.exec(svg)![1]!;
  expect(picture(cells, { day: '2026-11-25' })).toContain('>112<');
  const far = picture([...cells.slice(0, 1), { ...cells[1]!, ratio: 1 }], { day: '2026-11-25' });
  expect(widthOf(picture(cells, { day: '2026-11-25' }))).toBe(widthOf(far));
});

test('every work has a document and asks about what there is', () => {
  const subjects = {
    ...{ slugs: ['a-1', 'a-2'], usernames: ['ana'], tags: ['ferry'], discussed: ['a-2'], readers: ['Bearer r'] },
    ...{ followers: ['Bearer f'], writers: ['Bearer w'], farCursor: 'x', farPage: 2 },
  };
  for (const work of workNames)
    for (const { body } of requestsOf(work, subjects)) expect(JSON.parse(body).query).toMatch(/^(query|mutation) /);
  expect(requestsOf('feed', subjects)).toMatchObject([{ authorization: 'Bearer f' }]);
  expect(requestsOf('comments', subjects)).toHaveLength(1);
  expect(requestsOf('map', subjects)[0]).not.toHaveProperty('authorization');
});

test('numbers are the same to twelve digits, for a mean depends on the order of its sum', () => {
  expect(normalised('{"mean":60.150000000000006}', false)).toBe(normalised('{"mean":60.15}', false));
  expect(normalised('{"mean":60.1500001}', false)).not.toBe(normalised('{"mean":60.15}', false));
});

test('a token says whose it is', () => {
  const [, claims] = bearerFor('0190', 'secret').split('.');
  expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ sub: '0190', iss: 'wander' });
});

test('the feed is held to the newest list of the same run', () => {
  const feedAt = (perSecond: number) =>
    verdicts({
      samples: [sample(), sample({ work: 'feed', perSecond })],
      pages: [],
      besideHtml: { share: 1, pages: { failed: 0 } },
      sizes: null,
    } as unknown as Results).find(({ goal }) => goal.startsWith('feed') && goal.includes('newest list'));
  expect(feedAt(50)).toMatchObject({ measured: '0.50', met: true });
  expect(feedAt(49)).toMatchObject({ met: false });
});

test('the newest list is held to what it is without pages, and no page may fail', () => {
  const beside = (share: number, failed: number) =>
    verdicts({
      samples: [],
      pages: [],
      besideHtml: { share, pages: { failed } },
      sizes: null,
    } as unknown as Results).find(({ goal }) => goal.includes('20 pages a second'))?.met;
  expect([beside(1.5, 0), beside(1.6, 0), beside(1, 1)]).toEqual([true, false, false]);
});
