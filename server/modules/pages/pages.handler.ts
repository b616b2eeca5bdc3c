import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../../platform/config/index.js';
import { AppError, unavailable } from '../../platform/errors/index.js';
import {
  acceptedCompressions,
  type Exchange,
  type FrontAdapter,
  type FrontResponse,
  refuse,
  refuseFor,
} from '../../platform/http/index.js';
import { LoopWatch, Metrics, type OperationStats } from '../../platform/observability/index.js';
import type { FinishedPage } from './page-tasks.js';
import { PagesService } from './pages.service.js';
import { RenderingThread } from './rendering-thread.js';

const PATH = '/pages';

/** Browsers ask each time whether it is still the same; caches of others let go of what was withdrawn within ten seconds. */
const CACHE_CONTROL = 'public, max-age=0, must-revalidate, s-maxage=5, stale-while-revalidate=5';

/**
 * `GET /pages/stories/…` is the page at `/stories/…` as guests read it. Whatever stands in front passes it on, and sends the client's
 * `index.html` in its place when the answer is an error.
 */
@Injectable()
export class PagesHandler implements OnModuleInit {
  private readonly stats: OperationStats;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly pages: PagesService,
    private readonly thread: RenderingThread,
    private readonly loop: LoopWatch,
    private readonly config: Config,
    metrics: Metrics,
  ) {
    this.stats = metrics.handler('page');
  }

  onModuleInit(): void {
    const front = this.adapterHost.httpAdapter as unknown as FrontAdapter;
    front.handle(PATH, (req, res, exchange) => this.answer(req, res, exchange));
  }

  private async answer(req: IncomingMessage, res: FrontResponse, exchange: Exchange): Promise<void> {
    const { requestId, lifetime } = exchange;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      const headers = { Allow: 'GET, HEAD' };
      const message = 'Pages are read by GET.';
      return refuse(res, requestId, { status: 405, code: 'BAD_REQUEST', message, headers });
    }
    lifetime.stats = this.stats;
    try {
      if (this.loop.isLate) throw unavailable();
      lifetime.enter();
      await this.thread.reloadWhenChanged();
      const { build } = this.thread;
      if (build === undefined && this.config.isProduction) throw unavailable();
      // Nobody's failure: the client is being developed, or another version of it is being rolled out.
      if (build === undefined || (req.headers['x-page-build'] ?? build) !== build)
        return refuseFor(res, requestId, unavailable());
      const page = await this.pages.find(urlOf(req), { ...exchange, req, res });
      if (res.headersSent) return;
      lifetime.outcome = 'ok';
      if (page.kind === 'script')
        return refuse(res, requestId, {
          status: 501,
          code: 'NOT_FOUND',
          message: 'This page is made by its scripts alone.',
        });
      res.setHeader('Cache-Control', CACHE_CONTROL);
      if (page.kind === 'redirect') return void res.writeHead(308, { Location: page.location }).end();
      await send(req, res, page, exchange);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      lifetime.outcome = error.code === 'UNAVAILABLE' ? 'unavailable' : 'refused';
      refuseFor(res, requestId, error);
    } finally {
      // Its queries count as requests of their own kind while they run.
      lifetime.stats = this.stats;
    }
  }
}

/** The path and query of the page; never one that begins with two slashes, which browsers take for an origin. */
const urlOf = ({ url = '' }: IncomingMessage): string => url.slice(PATH.length).replace(/^[/\\]*/, '/');

async function send(
  req: IncomingMessage,
  res: FrontResponse,
  page: FinishedPage,
  { lifetime }: Exchange,
): Promise<void> {
  res.appendHeader('Vary', 'Accept-Encoding');
  res.setHeader('ETag', page.etag);
  // Conditions are for what is there (RFC 9110, 13.2.1).
  if (page.status === 200 && isKnown(page.etag, req.headers['if-none-match'])) return void res.writeHead(304).end();
  const [encoding] = acceptedCompressions(req);
  lifetime.answerHas(encoding === undefined ? page.bytes : page[ENCODINGS[encoding]].length);
  const body = encoding === undefined ? await promisify(gunzip)(page.gzip) : Buffer.from(page[ENCODINGS[encoding]]);
  if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', body.length);
  res.writeHead(page.status);
  res.end(req.method === 'HEAD' ? undefined : body);
}

const ENCODINGS = { br: 'brotli', gzip: 'gzip' } as const;

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');

const isKnown = (etag: string, condition: string | undefined): boolean =>
  condition !== undefined &&
  condition.split(',').some((known) => known.trim() === '*' || opaque(known) === opaque(etag));
