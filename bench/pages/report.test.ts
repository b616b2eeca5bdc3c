import { expect, test } from '@jest/globals';
import type { PageLoad } from './browser.js';
import { goalsOf, type PageResults, type RouteResult } from './report.js';

const fast: PageLoad = {
  ...{ fcp: 600, lcp: 800, cls: 0, tbt: 20 },
  ...{ requests: 8, allRequests: 9, dataRequests: 0, scriptBytes: 100_000, bytes: 200_000 },
};
const route = (name: RouteResult['name'], over: Partial<PageLoad> = {}): RouteResult => ({
  name,
  cold: [{ ...fast, ...over }],
  warm: [fast],
  floor: [{ ...fast, lcp: 700 }],
});
const results = (over: Partial<PageResults>): PageResults => ({
  day: '2026-11-30',
  machine: { processor: 'x', cores: 2, memoryGb: 8, node: '24', postgres: '18' },
  chromium: '130',
  runs: 1,
  routes: [route('home'), route('map')],
  taps: { link: [40, 60, 80] },
  scores: [],
  ...over,
});
const missedBy = (some: PageResults) => goalsOf(some).flatMap(({ missed }) => missed);

test('pages that are fast miss no goal', () => {
  expect(missedBy(results({}))).toEqual([]);
});

test('a goal names what misses it, and by how much', () => {
  const slow = results({
    routes: [route('home', { lcp: 1_400, cls: 0.02 }), route('map', { lcp: 1_400, requests: 13 }), route('search')],
    taps: { link: [40, 210, 800] },
    scores: [
      { name: 'home', device: 'phone', all: [{ performance: 94, accessibility: 100, 'best-practices': 96, seo: 95 }] },
    ],
  });
  expect(missedBy(slow)).toEqual([
    'home (1400)',
    'home (2.00)',
    'map (2.00)',
    'home (0.020)',
    'map (13)',
    'link (210)',
    'home, phone: performance (94)',
  ]);
});

test('a page whose floor shows nothing is measured against nothing', () => {
  const blank = { ...route('home'), floor: [{ ...fast, lcp: 0 }] };
  expect(missedBy(results({ routes: [blank] }))).toEqual(['home (Infinity)']);
});
