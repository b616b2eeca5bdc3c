import { peerOf, type PeerName } from './peers.js';
import type { Results } from './results.js';
import { type Cell, cellsOf } from './rounds.js';
import { type WorkName, workNames, works } from './works.js';

export interface Verdict {
  goal: string;
  measured: string;
  met: boolean;
}

/** Of the plain wall, with everything on. */
const shares: Partial<Record<WorkName, number>> = { list: 0.9, story: 0.9, user: 0.85, create: 0.85 };
/** Of the wall with the same kept answers. */
const CACHED_SHARE = 0.5;
/** A feed of 2,000 writers takes at most twice as long as the newest list. */
const FEED_SHARE = 0.5;
/** The newest list's p99 beside twenty pages a second that are made anew, as a multiple of that without. */
const BESIDE_PAGES = 1.5;
const FAR_PAGE = 0.1;
const SIZE = 0.15;
const SPREAD = 0.05;

/** What the bench is for: each goal, what was measured, whether it is met. */
export function verdicts({ samples, pages, besideHtml, sizes }: Results): Verdict[] {
  const cells = cellsOf(samples);
  const wander = (work: WorkName, name: PeerName = 'wander'): Cell | undefined =>
    cells.find((cell) => cell.peer === name && cell.work === work && cell.void === null);
  const all: Verdict[] = [];
  for (const [work, least] of Object.entries(shares) as [WorkName, number][]) {
    const share = wander(work)?.ratio ?? 0;
    all.push({
      goal: `${works[work]}: at least ${least.toFixed(2)} of the wall`,
      measured: share.toFixed(2),
      met: share >= least,
    });
  }
  for (const work of workNames) {
    const best = fastest(cells, work, 'wander');
    const own = wander(work);
    if (best === undefined || own === undefined) continue;
    all.push({
      goal: `${works[work]}: ahead of every other GraphQL server`,
      measured: `${(own.ratio ?? 0).toFixed(2)} beside ${(best.ratio ?? 0).toFixed(2)} (${peerOf(best.peer as PeerName).title})`,
      met: (own.ratio ?? 0) > (best.ratio ?? 0),
    });
  }
  for (const work of ['list', 'user'] as const) {
    const cell = wander(work, 'wander-cached');
    if (cell === undefined) continue;
    all.push({
      goal: `${works[work]} with answers kept: at least ${CACHED_SHARE.toFixed(2)} of the wall with the same`,
      measured: (cell.ratio ?? 0).toFixed(2),
      met: (cell.ratio ?? 0) >= CACHED_SHARE,
    });
  }
  const [list, feed] = [wander('list'), wander('feed')];
  if (list !== undefined && feed !== undefined) {
    const share = list.perSecond > 0 ? feed.perSecond / list.perSecond : 0;
    all.push({
      goal: `${works.feed}: at least ${FEED_SHARE.toFixed(2)} of the newest list’s requests`,
      measured: share.toFixed(2),
      met: share >= FEED_SHARE,
    });
  }
  for (const cell of cellsOf(pages).slice(1))
    all.push(near(`${cell.peer} within ${percent(FAR_PAGE)} of page 1`, cell, FAR_PAGE));
  for (const cell of cellsOf(sizes?.samples ?? []).filter(({ peer }) => peer === 'many'))
    all.push(near(`${works[cell.work as WorkName]}: many stories within ${percent(SIZE)} of few`, cell, SIZE));
  all.push({
    goal: `newest list beside 20 pages a second as HTML: p99 at most ${BESIDE_PAGES} times that without`,
    measured: besideHtml.share.toFixed(2),
    met: besideHtml.share <= BESIDE_PAGES && besideHtml.pages.failed === 0,
  });
  const widest = cells.filter(({ peer }) => peer === 'wander').reduce((most, cell) => Math.max(most, cell.spread), 0);
  all.push({
    goal: `Wander’s rounds lie within ${percent(SPREAD)} of each other`,
    measured: percent(widest),
    met: widest <= SPREAD,
  });
  return all;
}

/** GraphQL servers without kept answers: those that somebody would pick. */
const isGraphql = (name: string): boolean => !peerOf(name as PeerName).cached && !name.startsWith('wall');

/** The fastest GraphQL server in a work. */
export const fastest = (cells: readonly Cell[], work: WorkName, except?: PeerName): Cell | undefined =>
  cells
    .filter(({ work: of, void: why, peer }) => of === work && why === null && isGraphql(peer) && peer !== except)
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0))[0];

const near = (goal: string, { ratio }: Cell, room: number): Verdict => ({
  goal,
  measured: (ratio ?? 0).toFixed(2),
  met: ratio !== null && ratio >= 1 - room,
});

const percent = (share: number): string => `${Math.round(share * 100)} %`;
