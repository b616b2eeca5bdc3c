import { Histogram, type Metrics } from '../../platform/observability/index.js';

/** The pages that are told apart, by the first part of their path; those of people begin with @. */
export const ROUTES = [
  ...['home', 'story', 'profile', 'people', 'tag', 'map', 'search', 'following', 'write', 'drafts', 'bookmarks'],
  ...['notifications', 'settings', 'login', 'register', 'about', 'other'],
] as const;
export type RouteName = (typeof ROUTES)[number];

/** What a browser measures of a page: Core Web Vitals, in seconds; `cls` has no unit. */
export const VITALS = {
  lcp: {
    name: 'wander_page_largest_contentful_paint_seconds',
    help: 'When the largest part of a page was painted, as browsers report it.',
    bounds: [0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 10],
    largest: 60,
  },
  inp: {
    name: 'wander_page_interaction_to_next_paint_seconds',
    help: 'How long a page took to answer to its reader at worst, as browsers report it.',
    bounds: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2],
    largest: 60,
  },
  cls: {
    name: 'wander_page_cumulative_layout_shift',
    help: 'How much of a page moved by itself, as browsers report it.',
    bounds: [0.01, 0.05, 0.1, 0.15, 0.25, 0.5, 1],
    largest: 10,
  },
} as const;
type Vital = keyof typeof VITALS;

export type PageReport = { route: RouteName } & Partial<Record<Vital, number>>;

/** The report in a body; undefined where it is none. What is not known is not read. */
export function pageReportIn(body: unknown): PageReport | undefined {
  const { route, ...values } = (body ?? {}) as Record<string, unknown>;
  if (!ROUTES.includes(route as RouteName)) return undefined;
  const report: PageReport = { route: route as RouteName };
  for (const vital of Object.keys(VITALS) as Vital[]) {
    const value = values[vital];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= VITALS[vital].largest)) return undefined;
    report[vital] = value;
  }
  return report;
}

/** What browsers reported, by route: as many series as there are routes, from the start. */
export class PageVitals {
  private readonly histograms: Record<Vital, Map<RouteName, Histogram>>;

  constructor(metrics: Metrics) {
    const countsOf = (vital: Vital) => {
      const { name, help, bounds } = VITALS[vital];
      const byRoute = new Map(ROUTES.map((route) => [route, new Histogram(bounds)]));
      metrics.histogram(name, help, () => [...byRoute].map(([route, counts]) => ({ labels: { route }, counts })));
      return byRoute;
    };
    this.histograms = { lcp: countsOf('lcp'), inp: countsOf('inp'), cls: countsOf('cls') };
  }

  record({ route, ...values }: PageReport): void {
    for (const [vital, value] of Object.entries(values) as [Vital, number][])
      this.histograms[vital].get(route)!.record(value);
  }
}
