import type { RouteName } from '../pages.js';
import { writeChapter } from '../report.js';
import type { Machine } from '../results.js';
import { median } from '../statistics.js';
import type { PageLoad } from './browser.js';
import { CATEGORIES, type Device, type Scores } from './lighthouse.js';

export interface RouteResult {
  name: RouteName;
  cold: PageLoad[];
  warm: PageLoad[];
  /** Cold, and no script arrives. */
  floor: PageLoad[];
}

export interface PageResults {
  day: string;
  machine: Machine;
  chromium: string;
  runs: number;
  routes: RouteResult[];
  /** Ms until the next frame, by what is tapped. */
  taps: Record<string, number[]>;
  scores: { name: RouteName; device: Device; all: Scores[] }[];
}

const of = (loads: readonly PageLoad[], what: keyof PageLoad): number => median(loads.map((load) => load[what]));
/** A page that shows nothing has no first paint. */
const ms = (value: number): string => (value > 0 ? Math.round(value).toLocaleString('en') : '–');
const kb = (bytes: number): string => (bytes / 1_000).toFixed(1);
const perFloor = ({ cold, floor }: RouteResult): number => of(cold, 'lcp') / of(floor, 'lcp');

/** Shows the medians of a route. */
export function showRoute({ cold, warm, floor }: RouteResult): void {
  for (const [name, loads] of Object.entries({ cold, warm, floor }))
    console.log(
      `    ${name.padEnd(6)} FCP ${ms(of(loads, 'fcp'))}  LCP ${ms(of(loads, 'lcp'))}  CLS ${of(loads, 'cls').toFixed(3)}  TBT ${Math.round(of(loads, 'tbt'))}  ${of(loads, 'requests')} of ${of(loads, 'allRequests')} requests  ${kb(of(loads, 'scriptBytes'))} kB of script`,
    );
}

/** Writes docs/performance.md's part about pages. */
export const writePages = (results: PageResults): Promise<void> =>
  writeChapter('bench-pages', [
    `Measured on ${results.day}: ${results.machine.cores} cores (${results.machine.processor}), Node ${results.machine.node}, Chromium ${results.chromium}; medians of ${results.runs} loads.
Browser, servers and database share the cores.`,
    '### First visit',
    table(
      [
        'page',
        'FCP',
        'LCP',
        'floor',
        'LCP / floor',
        'CLS',
        'TBT',
        'requests',
        'in all',
        'of data',
        'scripts, kB',
        'all, kB',
      ],
      results.routes.map((route) => {
        const { name, cold, floor } = route;
        return [
          name,
          ms(of(cold, 'fcp')),
          ms(of(cold, 'lcp')),
          ms(of(floor, 'lcp')),
          Number.isFinite(perFloor(route)) ? perFloor(route).toFixed(2) : '–',
          of(cold, 'cls').toFixed(3),
          Math.round(of(cold, 'tbt')).toString(),
          String(of(cold, 'requests')),
          String(of(cold, 'allRequests')),
          String(of(cold, 'dataRequests')),
          kb(of(cold, 'scriptBytes')),
          kb(of(cold, 'bytes')),
        ];
      }),
    ),
    '### Second visit',
    table(
      ['page', 'FCP', 'LCP', 'CLS', 'TBT', 'requests', 'all, kB'],
      results.routes.map(({ name, warm }) => [
        name,
        ms(of(warm, 'fcp')),
        ms(of(warm, 'lcp')),
        of(warm, 'cls').toFixed(3),
        Math.round(of(warm, 'tbt')).toString(),
        String(of(warm, 'requests')),
        kb(of(warm, 'bytes')),
      ]),
    ),
    '### First tap',
    'As soon as the page has loaded, by somebody who is signed in; ms until the screen shows what it did.',
    table(
      ['on a', 'INP'],
      Object.entries(results.taps).map(([name, values]) => [name, ms(median(values))]),
    ),
    '### Lighthouse',
    table(
      ['page', 'device', ...CATEGORIES],
      results.scores.map(({ name, device, all }) => [
        name,
        device,
        ...CATEGORIES.map((category) => String(median(all.map((scores) => scores[category])))),
      ]),
    ),
    '### Goals of the pages',
    table(
      ['goal', 'not met by'],
      goalsOf(results).map(({ goal, missed }) => [goal, missed.length === 0 ? '–' : missed.join(', ')]),
    ),
  ]);

const FAST: readonly RouteName[] = ['home', 'story', 'profile', 'tag'];

/** What is aimed at, and what does not reach it. */
export function goalsOf({ routes, taps, scores }: PageResults): { goal: string; missed: string[] }[] {
  const missed = (value: (route: RouteResult) => number, most: number, among?: readonly RouteName[], digits = 0) =>
    routes
      .filter((route) => (!among || among.includes(route.name)) && !(value(route) <= most))
      .map((route) => `${route.name} (${value(route).toFixed(digits)})`);
  return [
    { goal: `LCP ≤ 1,000 ms: ${FAST.join(', ')}`, missed: missed(({ cold }) => of(cold, 'lcp'), 1_000, FAST) },
    { goal: 'LCP ≤ 1,500 ms: map', missed: missed(({ cold }) => of(cold, 'lcp'), 1_500, ['map']) },
    { goal: 'LCP within 1.25 of the floor', missed: missed(perFloor, 1.25, [...FAST, 'map'], 2) },
    { goal: 'TBT ≤ 150 ms', missed: missed(({ cold }) => of(cold, 'tbt'), 150) },
    {
      goal: 'CLS ≤ 0.01, first and second visit',
      missed: missed(({ cold, warm }) => Math.max(of(cold, 'cls'), of(warm, 'cls')), 0.01, undefined, 3),
    },
    { goal: '≤ 12 requests until the load event', missed: missed(({ cold }) => of(cold, 'requests'), 12) },
    {
      goal: '≤ 125 kB of script: home, story',
      missed: missed(({ cold }) => of(cold, 'scriptBytes') / 1_000, 125, ['home', 'story'], 1),
    },
    {
      goal: 'INP ≤ 200 ms for the first tap',
      missed: Object.entries(taps)
        .filter(([, values]) => median(values) > 200)
        .map(([name, values]) => `${name} (${ms(median(values))})`),
    },
    {
      goal: 'Lighthouse ≥ 95 in every category',
      missed: scores.flatMap(({ name, device, all }) =>
        CATEGORIES.map((category) => ({ category, score: median(all.map((one) => one[category])) }))
          .filter(({ score }) => score < 95)
          .map(({ category, score }) => `${name}, ${device}: ${category} (${score})`),
      ),
    },
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
