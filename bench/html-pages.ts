import type { Load, LoadResult } from './load.js';
import { type Contender, interleaved, type Pace, type Sample } from './rounds.js';
import type { Stage } from './stage.js';
import { median } from './statistics.js';
import { type PageRequest, requestsOf } from './works.js';

export const htmlPages = { home: 'first page', discussed: 'story with its comments' } as const;
type HtmlPage = keyof typeof htmlPages;

/** Pages are rendered one at a time: two readers keep that thread busy, and neither waits until the page is late. */
const READERS = 2;
const KEEP_READERS = 50;

const pathsOf: Record<HtmlPage, (stage: Stage) => PageRequest[]> = {
  // Each an address of its own, so that no two readers share what is being made.
  home: () => Array.from({ length: 500 }, (_, n) => ({ path: `/?reader=${n}` })),
  discussed: ({ subjects }) => subjects.discussed.map((slug) => ({ path: `/stories/${slug}` })),
};

/** Pages as HTML: each made for its reader, and one that is kept for all. */
export async function pagesAsHtml(load: Load, stage: Stage, pace: Pace): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const page of Object.keys(htmlPages) as HtmlPage[]) {
    const requests = pathsOf[page](stage);
    const made: Contender = { name: 'made', wall: 'made', server: stage.servers.get('wander')!, requests };
    const kept: Contender = {
      name: 'kept',
      wall: 'kept',
      server: stage.servers.get('wander-cached')!,
      requests: requests.slice(0, 1),
    };
    const nothing = () => Promise.resolve();
    samples.push(...(await interleaved(load, page, [made], { ...pace, connections: READERS }, nothing)));
    samples.push(...(await interleaved(load, page, [kept], { ...pace, connections: KEEP_READERS }, nothing)));
  }
  return samples;
}

export interface BesidePages {
  /** Of the newest list, in ms, the median of the rounds. */
  p99: { alone: number; beside: number };
  /** The median of the rounds' own shares. */
  share: number;
  pages: Pick<LoadResult, 'perSecond' | 'p99' | 'failed'>;
}

const PAGES_PER_SECOND = 20;
const LISTS_PER_SECOND = 200;
const LIST_READERS = 10;

/** The newest list, asked for evenly, alone and beside twenty pages a second that are made anew. */
export async function besidePages(load: Load, pageLoad: Load, stage: Stage, pace: Pace): Promise<BesidePages> {
  const { port } = stage.servers.get('wander')!;
  const lists = { port, requests: requestsOf('list', stage.subjects), connections: LIST_READERS };
  const seconds = Math.max(pace.seconds, 5);
  const evenly = { ...lists, seconds, everyMs: 1_000 / LISTS_PER_SECOND };
  const requests = [...pathsOf.home(stage).slice(0, 100), ...pathsOf.discussed(stage).slice(0, 100)];
  const pages = { port, requests, connections: READERS, everyMs: 1_000 / PAGES_PER_SECOND };
  await pageLoad.run({ ...pages, seconds: 2 });
  await load.run({ ...evenly, seconds: 2 });
  const rounds: { alone: number; beside: number; pages: LoadResult }[] = [];
  for (let round = 0; round < pace.rounds; round += 1) {
    const alone = await load.run(evenly);
    const underWay = pageLoad.run({ ...pages, seconds: seconds + 1 });
    underWay.catch(() => undefined);
    const beside = await load.run(evenly);
    rounds.push({ alone: alone.p99, beside: beside.p99, pages: await underWay });
  }
  const { perSecond, p99 } = rounds[0]!.pages;
  return {
    p99: { alone: median(rounds.map(({ alone }) => alone)), beside: median(rounds.map(({ beside }) => beside)) },
    share: median(rounds.map(({ alone, beside }) => beside / alone)),
    pages: { perSecond, p99, failed: rounds.reduce((sum, round) => sum + round.pages.failed, 0) },
  };
}
