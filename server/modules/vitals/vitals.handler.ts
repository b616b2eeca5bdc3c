import type { IncomingMessage } from 'node:http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { networkOf } from '../../platform/auth/index.js';
import { Config } from '../../platform/config/index.js';
import { AppError } from '../../platform/errors/index.js';
import {
  type Exchange,
  type FrontAdapter,
  type FrontResponse,
  isOurOrigin,
  readBody,
  refuse,
  refuseFor,
} from '../../platform/http/index.js';
import { LIMITS } from '../../platform/limits.js';
import { LoopWatch, Metrics, type OperationStats } from '../../platform/observability/index.js';
import { Budget } from '../../platform/rate-limit/index.js';
import { pageReportIn, PageVitals } from './page-vitals.js';

const PATH = '/vitals';
const { reportBytes, reportsOfAddress } = LIMITS.vitals;

/**
 * `POST /vitals` takes what a browser measured of a page, and adds it to a histogram. Nothing else of the request is read: no
 * cookie, no token, no address but to count how often it reports.
 */
@Injectable()
export class VitalsHandler implements OnModuleInit {
  private readonly stats: OperationStats;
  private readonly vitals: PageVitals;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly config: Config,
    private readonly budget: Budget,
    private readonly loop: LoopWatch,
    metrics: Metrics,
  ) {
    this.vitals = new PageVitals(metrics);
    this.stats = metrics.handler('vitals');
  }

  onModuleInit(): void {
    const front = this.adapterHost.httpAdapter as unknown as FrontAdapter;
    front.handle(PATH, (req, res, exchange) => this.answer(req, res, exchange));
  }

  private async answer(req: IncomingMessage, res: FrontResponse, exchange: Exchange): Promise<void> {
    const { requestId, ip, lifetime } = exchange;
    const badRequest = (status: number, message: string, headers: Record<string, string> = {}) =>
      refuse(res, requestId, { status, code: 'BAD_REQUEST', message, headers });
    if (req.url?.split('?', 1)[0] !== PATH)
      return refuse(res, requestId, { status: 404, code: 'NOT_FOUND', message: 'There is nothing here.' });
    if (req.method !== 'POST') return badRequest(405, 'Reports are sent by POST.', { Allow: 'POST' });
    lifetime.stats = this.stats;
    if (!isOurOrigin(req, this.config)) return badRequest(403, 'Reports come from Wander’s own pages.');
    try {
      // Under load a report is the first thing that is not needed.
      if (this.loop.isLate || asksNotToBeTracked(req)) return this.done(res, exchange);
      this.budget.spend(`vitals ${networkOf(ip)}`, reportsOfAddress, 1);
      const body = await readBody(req, lifetime, reportBytes);
      if (!body.ok) {
        if (body.error instanceof AppError) throw body.error;
        const { status, message, headers } = body.error;
        return badRequest(status, message, headers);
      }
      // Not before: bodies that come slowly would take the places of all.
      lifetime.enter();
      const report = pageReportIn(body.json);
      if (report === undefined) return badRequest(400, 'This is no report of a page.');
      this.vitals.record(report);
      this.done(res, exchange);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'UNAVAILABLE') lifetime.outcome = 'unavailable';
      refuseFor(res, requestId, error);
    }
  }

  private done(res: FrontResponse, { lifetime }: Exchange): void {
    lifetime.outcome = 'ok';
    if (!res.req.complete) res.setHeader('Connection', 'close');
    res.writeHead(204).end();
  }
}

/** Browsers that say so send nothing by themselves; this is for those whose scripts cannot read the setting. */
const asksNotToBeTracked = ({ headers }: IncomingMessage): boolean => headers.dnt === '1' || headers['sec-gpc'] === '1';
