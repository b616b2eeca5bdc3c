import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { boundedCache } from '../../platform/bounded-cache.js';
import { Config } from '../../platform/config/index.js';
import { AppError, unavailable } from '../../platform/errors/index.js';
import { GuestQueries, type GuestRequest, KEPT_MS } from '../../platform/graphql/index.js';
import { LIMITS } from '../../platform/limits.js';
import { Metrics } from '../../platform/observability/index.js';
import type { PageQuery } from '../../platform/page-renderer.js';
import { Semaphore } from '../../platform/semaphore.js';
import type { FinishedPage, Redirect } from './page-tasks.js';
import { RenderingThread } from './rendering-thread.js';

export type Page =
  | FinishedPage
  | Redirect
  /** A page that its scripts make. */
  | { kind: 'script' };

interface Entry {
  page: Page;
  /** Tells the answers it was made of from others. */
  answers: string;
  /** What has to be as it was for the page to be as it would be made now. */
  writes: number;
  version: number;
  /** When it was made, by `performance.now()`. */
  madeAt: number;
}

const { atOnce, waiting, makingMs, urlCharacters } = LIMITS.pages;
const ENTRY_BYTES = 500;
const RESULTS = ['cached', 'unchanged', 'rendered', 'script', 'refused', 'unavailable', 'late'] as const;

/**
 * Pages as guests read them, the same for everybody: made of the API's answers to a guest, kept as long as those, and let go by the
 * same writes.
 */
@Injectable()
export class PagesService {
  private readonly cache = boundedCache<Entry>('pages', ({ page }, url) => bytesOf(page) + 2 * url.length);
  private readonly underWay = new Map<string, Promise<Page | undefined>>();
  private readonly semaphore = new Semaphore({ limit: atOnce, maxWaiting: waiting, maxWaitMs: makingMs });
  private readonly counts = Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<
    (typeof RESULTS)[number],
    number
  >;

  constructor(
    private readonly queries: GuestQueries,
    private readonly thread: RenderingThread,
    private readonly config: Config,
    metrics: Metrics,
  ) {
    for (const result of RESULTS)
      metrics.counter('wander_pages_total', 'Pages asked for, by what became of them.', () => this.counts[result], {
        result,
      });
  }

  /**
   * @param url a path with its query, as a browser asks for it
   * @throws AppError UNAVAILABLE when the page is not there in time, RATE_LIMITED when the address has used up its share
   */
  async find(url: string, request: GuestRequest): Promise<Page> {
    const cached = this.cache.get(url);
    if (cached && this.isFresh(cached)) {
      this.counts.cached += 1;
      return cached.page;
    }
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), makingMs)));
    try {
      const page = await Promise.race([isLate, this.share(url, request)]);
      if (page !== undefined) return page;
    } catch (error) {
      this.counts[error instanceof AppError && error.code === 'RATE_LIMITED' ? 'refused' : 'unavailable'] += 1;
      throw error;
    } finally {
      clearTimeout(timer);
    }
    this.counts.late += 1;
    throw unavailable();
  }

  private isFresh({ writes, version, madeAt }: Entry): boolean {
    return writes === this.queries.writes && version === this.thread.version && performance.now() - madeAt < KEPT_MS;
  }

  /** Makes it once for all that ask for it at the same time; when that fails, each tries by itself. */
  private async share(url: string, request: GuestRequest): Promise<Page> {
    const key = `${this.queries.writes} ${this.thread.version} ${url}`;
    const shared = await this.underWay.get(key);
    if (shared) return shared;
    const { cancellation } = request.lifetime;
    return this.semaphore.run(() => this.begin(key, url, request), cancellation, cancellation.holder);
  }

  /** By the time its turn comes, another may have made it, or be making it. */
  private async begin(key: string, url: string, request: GuestRequest): Promise<Page> {
    const cached = this.cache.get(url);
    if (cached && this.isFresh(cached)) return cached.page;
    const shared = await this.underWay.get(key);
    if (shared) return shared;
    const made = this.make(url, request);
    this.underWay.set(
      key,
      made.catch(() => undefined),
    );
    try {
      return await made;
    } finally {
      this.underWay.delete(key);
    }
  }

  /** What has begun is finished and kept for whoever asks next, even if nobody waits for it any more. */
  private async make(url: string, request: GuestRequest): Promise<Page> {
    if (url.length > urlCharacters) throw unavailable();
    const { writes } = this.queries;
    const { version } = this.thread;
    const keep = (at: string, page: Page, answers: string): Page => {
      if (this.config.guestAnswers) this.cache.set(at, { page, answers, writes, version, madeAt: performance.now() });
      return page;
    };
    const plan = await this.thread.run({ kind: 'plan', url }, url);
    if (plan.kind === 'script') {
      this.counts.script += 1;
      return keep(url, plan, '');
    }
    if (plan.kind === 'redirect') return keep(url, ownAddress(plan), '');
    const known = this.cache.get(plan.url);
    if (known && this.isFresh(known)) {
      this.counts.cached += 1;
      return known.page;
    }
    const bodies = await Promise.all(plan.queries.map((query) => this.queries.ask(query, request)));
    const answers = hashOf(plan.queries, bodies);
    if (known?.answers === answers && known.version === version) {
      this.counts.unchanged += 1;
      return keep(plan.url, known.page, answers);
    }
    const page = await this.thread.run({ kind: 'render', url: plan.url, answers: bodies }, answers);
    if (page.kind === 'unavailable') throw unavailable();
    this.counts.rendered += 1;
    return keep(plan.url, page.kind === 'redirect' ? ownAddress(page) : page, answers);
  }
}

function bytesOf(page: Page): number {
  return ENTRY_BYTES + (page.kind === 'page' ? page.brotli.length + page.gzip.length : 0);
}

function hashOf(queries: readonly PageQuery[], bodies: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(queries));
  for (const body of bodies) hash.update(`\n${body}`);
  return hash.digest('base64url');
}

/** @throws Error for an address that a browser could take for one of another origin */
function ownAddress({ location }: { location: string }): Redirect {
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(location)) throw new Error('A page leads to what is no path of ours.');
  return { kind: 'redirect', location };
}
