import { type MetricType, onCLS, onINP, onLCP } from 'web-vitals';
import { matchPath } from '../lib/router.js';

/** The names that the API counts by (server/modules/vitals/page-vitals.ts); the first path that matches is meant. */
const NAMES: [path: string, name: string][] = [
  ['/', 'home'],
  ['/stories/:slug', 'story'],
  ['/tags/:tag', 'tag'],
  ['/write/:id?', 'write'],
  ['/:handle/followers', 'people'],
  ['/:handle/following', 'people'],
];
/** Pages whose path is their name. */
const NAMED = /^\/(map|search|following|drafts|bookmarks|notifications|settings|login|register|about)\/?$/;

export function routeName(pathname: string): string {
  const name = NAMED.exec(pathname)?.[1] ?? NAMES.find(([path]) => matchPath(path, pathname))?.[1];
  return name ?? (/^\/@[^/]+\/?$/.test(pathname) ? 'profile' : 'other');
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/**
 * Measures how the page that somebody came to shows itself (Core Web Vitals), and reports it once, when they leave it: the kind
 * of page and three numbers, without cookies.
 */
export function reportVitals(): void {
  const { pathname } = location;
  const report: Record<string, number | string> = { route: routeName(pathname) };
  let isSent = false;
  // What happens on other pages, to which one goes from here, is not this one's.
  const note = (name: string, unit: number) => (metric: MetricType) => {
    if (location.pathname === pathname) report[name] = rounded(metric.value / unit);
  };
  onLCP(note('lcp', 1_000));
  onINP(note('inp', 1_000), { reportAllChanges: true });
  onCLS(note('cls', 1), { reportAllChanges: true });
  // After those of the measures, which tell their last values then.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || isSent || Object.keys(report).length === 1) return;
    isSent = true;
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify(report);
    // The address of the page is not told.
    const privately = { credentials: 'omit', referrerPolicy: 'origin' } as const;
    fetch('/vitals', { method: 'POST', keepalive: true, ...privately, headers, body }).catch(() => undefined);
  });
}
