import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { inProject } from '../../scripts/lib/project.js';

/** A phone of the middle, far from its mast: the processor four times slower than this one, 1.6 Mbit/s, 150 ms. */
const PHONE = {
  context: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  },
  slowdown: 4,
  network: { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
};
/** A page has come to rest when nothing was on its way for so long. */
const REST_MS = 3_000;
const LOAD_WITHIN_MS = 60_000;
/** What browsers call a long task, and count beyond. */
const LONG_TASK_MS = 50;
/** A session window of layout shifts: how long at most, and how long without any. */
const WINDOW_MS = 5_000;
const WINDOW_GAP_MS = 1_000;

/** One load of a page; times in ms from its beginning, sizes in bytes as they came over the wire. */
export interface PageLoad {
  fcp: number;
  lcp: number;
  cls: number;
  tbt: number;
  /** Until the load event. */
  requests: number;
  /** Until the page rests. */
  allRequests: number;
  /** Of these. */
  dataRequests: number;
  scriptBytes: number;
  bytes: number;
}

interface Measured {
  fcp: number | undefined;
  load: number;
  lcp: number;
  shifts: { at: number; value: number }[];
  longTasks: { at: number; ms: number }[];
  interactions: number[];
}

/** A visitor whose browser has nothing of the site yet. */
export const newVisitor = (browser: Browser): Promise<BrowserContext> => browser.newContext(PHONE.context);

/** Loads a page of a visitor, and looks at it until it rests. `withScripts: false` is the floor: no script arrives. */
export async function loadPage(visitor: BrowserContext, url: string, withScripts = true): Promise<PageLoad> {
  const page = await visitor.newPage();
  try {
    const devtools = await slowDown(visitor, page);
    if (!withScripts) await devtools.send('Network.setBlockedURLs', { urls: ['*.js'] });
    const requests = await watchRequests(devtools);
    await page.goto(url, { waitUntil: 'load', timeout: LOAD_WITHIN_MS });
    await requests.rest();
    return summary(await measured(page), requests.all);
  } finally {
    await page.close();
  }
}

/**
 * Loads a page and taps at once, as soon as it has loaded.
 * @returns ms until the page showed the next frame: INP, for this one interaction
 */
export async function tapOn(visitor: BrowserContext, url: string, selector: string): Promise<number> {
  const page = await visitor.newPage();
  try {
    const devtools = await slowDown(visitor, page);
    const requests = await watchRequests(devtools);
    await page.goto(url, { waitUntil: 'load', timeout: LOAD_WITHIN_MS });
    await page.locator(selector).first().tap({ timeout: LOAD_WITHIN_MS });
    await requests.rest();
    const { interactions } = await measured(page);
    return Math.max(0, ...interactions);
  } finally {
    await page.close();
  }
}

async function slowDown(visitor: BrowserContext, page: Page): Promise<CDPSession> {
  await page.addInitScript({ path: inProject('bench/pages/observe.mjs') });
  const devtools = await visitor.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', PHONE.network);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slowdown });
  return devtools;
}

interface Request {
  url: string;
  type: string;
  bytes: number;
  /** In seconds, of a clock of the browser's own. */
  began: number;
}

/** Counts what a page asks for over the network; what its cache answers counts as a request of no bytes. */
async function watchRequests(devtools: CDPSession): Promise<{ all: Request[]; rest(): Promise<void> }> {
  const open = new Map<string, Request>();
  const all: Request[] = [];
  let last = performance.now();
  const ended = (requestId: string, bytes: number) => {
    const request = open.get(requestId);
    if (!request) return;
    request.bytes = bytes;
    open.delete(requestId);
    last = performance.now();
  };
  devtools.on('Network.requestWillBeSent', ({ requestId, request, type = 'Other', timestamp }) => {
    if (!/^https?:/.test(request.url)) return;
    const one = { url: request.url, type, bytes: 0, began: timestamp };
    open.set(requestId, one);
    all.push(one);
    last = performance.now();
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => ended(requestId, encodedDataLength));
  devtools.on('Network.loadingFailed', ({ requestId }) => ended(requestId, 0));
  await devtools.send('Network.enable');
  return {
    all,
    async rest() {
      const deadline = performance.now() + LOAD_WITHIN_MS;
      while (performance.now() < deadline && (open.size > 0 || performance.now() - last < REST_MS)) await sleep(50);
    },
  };
}

const measured = (page: Page): Promise<Measured> =>
  page.evaluate(`({
    ...window.measured,
    fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    load: performance.getEntriesByType('navigation')[0].loadEventEnd,
  })`);

function summary({ fcp = NaN, lcp, load, shifts, longTasks }: Measured, requests: readonly Request[]): PageLoad {
  const sum = (some: readonly Request[]) => some.reduce((total, { bytes }) => total + bytes, 0);
  const first = requests[0]?.began ?? 0;
  return {
    fcp,
    lcp,
    cls: largestWindow(shifts),
    tbt: longTasks
      .map(({ at, ms }) => Math.min(ms, at + ms - fcp) - LONG_TASK_MS)
      .reduce((total, ms) => total + Math.max(0, ms), 0),
    requests: requests.filter(({ began }) => (began - first) * 1_000 < load).length,
    allRequests: requests.length,
    dataRequests: requests.filter(({ url }) => new URL(url).pathname === '/graphql').length,
    scriptBytes: sum(requests.filter(({ type }) => type === 'Script')),
    bytes: sum(requests),
  };
}

/** The cumulative layout shift as it is defined: the worst burst of shifts. */
function largestWindow(shifts: Measured['shifts']): number {
  let largest = 0;
  let sum = 0;
  let began = -Infinity;
  let last = -Infinity;
  for (const { at, value } of shifts) {
    if (at - last > WINDOW_GAP_MS || at - began > WINDOW_MS) {
      sum = 0;
      began = at;
    }
    sum += value;
    last = at;
    largest = Math.max(largest, sum);
  }
  return largest;
}
