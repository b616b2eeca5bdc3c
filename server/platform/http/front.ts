import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { addressFinder, isTrustedProxy, networkOf, plainAddress } from '../auth/index.js';
import type { Config } from '../config/index.js';
import { LIMITS } from '../limits.js';
import { corsHeaders, isPreflight } from './cors.js';
import { FrontResponse } from './front-response.js';
import { OpenFiles, openFilesLimit } from './open-files.js';
import { isWebSocket } from './other-upgrades.js';
import { tracing } from '../tracing/index.js';
import { Pools } from './pools.js';
import { refuse } from './refuse.js';
import { type RequestIds, requestIdsOf } from './request-ids.js';
import { RequestLifetime } from './request-lifetime.js';
import { RequestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { socketLimit } from './socket-limit.js';
import { targetOf } from './target.js';

/** What every request has before anything else looks at it. */
export interface Exchange extends RequestIds {
  /** The client's address. */
  ip: string;
  lifetime: RequestLifetime;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** For what Express answers; a `PathHandler` is given it. */
export const exchangeOf = (req: IncomingMessage): Exchange => exchanges.get(req)!;

export type PathHandler = (req: IncomingMessage, res: FrontResponse, exchange: Exchange) => Promise<void>;

/** How often Node looks for connections that are late. */
const LATE_CHECK_MS = 500;
const { headersMs, bodyMs, bodyBytes, slowestRate, headerBytes } = LIMITS.request;

/**
 * Node's own deadlines. A body has its rate (`RequestLifetime`); the one for it here ends what sends on when nobody reads it. An
 * idle connection outlives the proxies' own, so that none is closed while a request is on its way.
 */
const TIMEOUTS = {
  headersTimeout: headersMs,
  requestTimeout: headersMs + bodyMs + (bodyBytes / slowestRate) * 1_000,
  keepAliveTimeout: 75_000,
};

/** The one front for every path: request id, address, safety headers, CORS; then the path's handler, or Nest's Express. */
export class FrontAdapter extends ExpressAdapter {
  readonly pools: Pools;
  readonly openFiles: OpenFiles;
  private readonly handlers = new Map<string, PathHandler>();
  private leaving = false;
  private readonly log = new Logger('HTTP');
  private readonly addressOf: ReturnType<typeof addressFinder>;
  private readonly isTrustedProxy: ReturnType<typeof isTrustedProxy>;
  private readonly requestLog: RequestLog;
  private readonly limitSockets: (socket: Socket) => void;

  constructor(private readonly config: Config) {
    super();
    const { pool, reads } = config.databaseConnections;
    const servers = config.databaseReplicaUrl === undefined ? 1 : 2;
    this.openFiles = new OpenFiles(openFilesLimit(), servers * (pool + reads));
    this.pools = new Pools(this.openFiles.sockets);
    this.addressOf = addressFinder(config.trustProxy);
    this.isTrustedProxy = isTrustedProxy(config.trustProxy);
    this.limitSockets = socketLimit(this.pools, config.trustProxy);
    this.requestLog = new RequestLog(config);
    this.getInstance<{ disable(name: string): void }>().disable('x-powered-by');
  }

  /** Answers a path, and what lies below it, without Express. */
  handle(path: string, handler: PathHandler): void {
    this.handlers.set(path, handler);
  }

  /** From now on every answer asks its client to come back on another connection. */
  leave(): void {
    this.leaving = true;
  }

  override initHttpServer(): void {
    const express = this.getInstance<RequestListener>();
    const options = {
      ServerResponse: FrontResponse,
      maxHeaderSize: headerBytes,
      connectionsCheckingInterval: LATE_CHECK_MS,
      ...TIMEOUTS,
      // Node before 24.9 does not know it: `answerWithoutUpgrade`.
      shouldUpgradeCallback: isWebSocket,
    };
    this.httpServer = createServer(options, (req, res) => this.receive(req, res, express));
    this.httpServer.on('connection', this.limitSockets);
  }

  private receive(req: IncomingMessage, res: FrontResponse, express: RequestListener): void {
    // Node parses on what has come before the connection was closed.
    if (req.socket.destroyed) return;
    const { requestId, traceId } = requestIdsOf(req.headers);
    const ip = this.addressOf(req.socket.remoteAddress, req.headers['x-forwarded-for']);
    const lifetime = new RequestLifetime(this.pools, res, requestId, this.pools.holder(networkOf(ip)));
    lifetime.log = this.requestLog;
    lifetime.traceId = traceId;
    res.begin([
      ...['X-Request-Id', requestId],
      ...(this.leaving ? ['Connection', 'close'] : []),
      ...securityHeaders(this.config),
      ...corsHeaders(req, this.config),
    ]);
    const target = targetOf(req.url);
    const path = (target ?? '/').split('?', 1)[0]!;
    // Express would answer it with a page of its own.
    if (target === undefined)
      return refuse(res, requestId, { status: 400, code: 'BAD_REQUEST', message: 'This address cannot be read.' });
    req.url = target;
    if (isPreflight(req)) return void res.writeHead(204).end();
    const route = routeOf(path);
    const exchange: Exchange = { requestId, traceId, ip, lifetime };
    const tracer = tracing();
    if (tracer === undefined) return this.answer(req, res, route, exchange, express);
    const isFromProxy = this.isTrustedProxy(plainAddress(req.socket.remoteAddress ?? ''));
    const span = tracer.request(req, res, {
      path,
      route: this.handlers.has(route) ? route : undefined,
      requestId,
      isFromProxy,
    });
    if (span.traceId !== undefined) {
      lifetime.isTraced = true;
      exchange.traceId = lifetime.traceId = span.traceId;
    }
    span.within(() => this.answer(req, res, route, exchange, express));
  }

  private answer(
    req: IncomingMessage,
    res: FrontResponse,
    route: string,
    exchange: Exchange,
    express: RequestListener,
  ): void {
    const handler = this.handlers.get(route);
    if (handler === undefined) {
      exchanges.set(req, exchange);
      res.settle();
      res.keepMethods();
      return void express(req, res);
    }
    const { requestId, traceId } = exchange;
    handler(req, res, exchange).catch((error: unknown) => {
      this.log.error({ requestId, traceId, err: error });
      const message = 'Something went wrong on our side.';
      refuse(res, requestId, { status: 500, code: 'INTERNAL_SERVER_ERROR', message });
      res.end();
    });
  }
}

/** The first part of a path. */
function routeOf(path: string): string {
  const below = path.indexOf('/', 1);
  return below === -1 ? path : path.slice(0, below);
}
