import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { addressFinder } from '../auth/index.js';
import type { Config } from '../config/index.js';
import { corsHeaders, isPreflight } from './cors.js';
import { FrontResponse } from './front-response.js';
import { refuse } from './refuse.js';
import { securityHeaders } from './security-headers.js';

/** What every request has before anything else looks at it. */
export interface Exchange {
  requestId: string;
  /** The client's address. */
  ip: string;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** For what Express answers; a door is told. */
export const exchangeOf = (req: IncomingMessage): Exchange => exchanges.get(req)!;

export type Door = (req: IncomingMessage, res: ServerResponse, exchange: Exchange) => Promise<void>;

/** Milliseconds. An idle connection outlives the proxies' own, so that none is closed while a request is on its way. */
const TIMEOUTS = { keepAliveTimeout: 75_000, headersTimeout: 80_000, requestTimeout: 30_000 };

const REQUEST_ID = /^[\w-]{8,64}$/;

/** The one front for every path: request id, address, safety headers, CORS; then the path's door, or Nest's Express. */
export class FrontAdapter extends ExpressAdapter {
  private readonly doors = new Map<string, Door>();
  private leaving = false;
  private readonly log = new Logger('HTTP');
  private readonly addressOf: ReturnType<typeof addressFinder>;
  private readonly tellsEach: boolean;

  constructor(private readonly config: Config) {
    super();
    this.addressOf = addressFinder(config.trustProxy);
    this.tellsEach = config.logLevel === 'debug' || config.logLevel === 'trace';
    this.getInstance<{ disable(name: string): void }>().disable('x-powered-by');
  }

  /** Answers a path, and what lies below it, without Express. */
  door(path: string, answer: Door): void {
    this.doors.set(path, answer);
  }

  /** From now on every answer asks its client to come back on another connection. */
  leave(): void {
    this.leaving = true;
  }

  override initHttpServer(): void {
    const express = this.getInstance<RequestListener>();
    this.httpServer = createServer({ ServerResponse: FrontResponse }, (req, res) => this.receive(req, res, express));
    Object.assign(this.httpServer, TIMEOUTS);
  }

  private receive(req: IncomingMessage, res: FrontResponse, express: RequestListener): void {
    const given = req.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    const ip = this.addressOf(req.socket.remoteAddress, req.headers['x-forwarded-for']);
    res.begin([
      ...['X-Request-Id', requestId],
      ...(this.leaving ? ['Connection', 'close'] : []),
      ...securityHeaders(this.config),
      ...corsHeaders(req, this.config),
    ]);
    const path = (req.url ?? '/').split('?', 1)[0]!;
    if (this.tellsEach) {
      const began = performance.now();
      res.once('finish', () =>
        this.log.debug({
          requestId,
          method: req.method,
          path,
          status: res.statusCode,
          ms: Math.round(performance.now() - began),
        }),
      );
    }
    // Express would answer it with a page of its own.
    if (!isReadable(req.url))
      return refuse(res, requestId, { status: 400, code: 'BAD_REQUEST', message: 'This address cannot be read.' });
    if (isPreflight(req)) return void res.writeHead(204).end();
    const door = this.doorOf(path);
    if (door === undefined) {
      exchanges.set(req, { requestId, ip });
      res.settle();
      return void express(req, res);
    }
    door(req, res, { requestId, ip }).catch((error: unknown) => {
      this.log.error({ requestId, err: error });
      const message = 'Something went wrong on our side.';
      refuse(res, requestId, { status: 500, code: 'INTERNAL_SERVER_ERROR', message });
      res.end();
    });
  }

  private doorOf(path: string): Door | undefined {
    const below = path.indexOf('/', 1);
    return this.doors.get(below === -1 ? path : path.slice(0, below));
  }
}

/** A path, or a whole address as proxies send it. */
const isReadable = (target = '/'): boolean => target.startsWith('/') || URL.canParse(target, 'http://localhost');
