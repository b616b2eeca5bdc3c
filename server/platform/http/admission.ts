import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Observable, tap } from 'rxjs';
import { networkOf } from '../auth/index.js';
import type { Cancellation } from '../cancellation.js';
import { Config } from '../config/index.js';
import { AppError, unavailable } from '../errors/index.js';
import { LoopWatch, Metrics, OperationStats, type Outcome, OUTCOMES } from '../observability/index.js';
import { Budget } from '../rate-limit/index.js';
import { exchangeOf } from './front.js';
import { Room } from './room.js';

const COST = 'wander:cost';
const waitingFor = new WeakMap<IncomingMessage, Cancellation>();

/** What a request of this handler takes from the budget of a guest's address, as a query takes its cost; 1 unless given. */
export const Cost = (points: number) => SetMetadata(COST, points);

/** Whether somebody still waits for the answer; for handlers behind `Admission`. */
export const Waiting = createParamDecorator((_data: unknown, context: ExecutionContext): Cancellation =>
  waitingFor.get(context.switchToHttp().getRequest<IncomingMessage>())!,
);

/** Controllers' requests are held to what holds for GraphQL's: room, a deadline, a budget, a count of how they ended. */
@Injectable()
export class Admission implements NestInterceptor {
  private readonly room: Room;
  private readonly stats = new Map<string, OperationStats>();

  constructor(
    private readonly reflector: Reflector,
    private readonly budget: Budget,
    private readonly config: Config,
    private readonly metrics: Metrics,
    loop: LoopWatch,
  ) {
    this.room = new Room(new OperationStats(), () => loop.isLate);
  }

  /** @throws AppError UNAVAILABLE when there is no room, RATE_LIMITED when the budget is spent. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    const req = context.switchToHttp().getRequest<IncomingMessage>();
    const res = context.switchToHttp().getResponse<ServerResponse>();
    const { requestId, ip } = exchangeOf(req);
    const stats = this.statsOf(handler.name);
    if (this.room.isFull) {
      stats.record(0, 'unavailable');
      throw unavailable();
    }
    const visit = this.room.enter(res, requestId);
    visit.stats = stats;
    waitingFor.set(req, visit.cancellation);
    this.budget.spend(
      networkOf(ip),
      this.config.rateLimits.guest,
      this.reflector.get<number | undefined>(COST, handler) ?? 1,
    );
    return next
      .handle()
      .pipe(
        tap({ next: () => void (visit.outcome = 'ok'), error: (error: unknown) => (visit.outcome = outcomeOf(error)) }),
      );
  }

  private statsOf(handler: string): OperationStats {
    const known = this.stats.get(handler);
    if (known !== undefined) return known;
    const stats = new OperationStats();
    this.stats.set(handler, stats);
    for (const outcome of OUTCOMES)
      this.metrics.counter('wander_http_requests_total', 'Requests beside GraphQL answered.', () => stats[outcome], {
        handler,
        outcome,
      });
    return stats;
  }
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof AppError)) return 'error';
  return error.code === 'UNAVAILABLE' ? 'unavailable' : 'refused';
}
