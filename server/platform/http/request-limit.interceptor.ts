import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { IncomingMessage } from 'node:http';
import { type Observable, tap } from 'rxjs';
import { networkOf } from '../auth/index.js';
import type { Cancellation } from '../cancellation.js';
import { Config } from '../config/index.js';
import { AppError, unavailable } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { LoopWatch, Metrics, type Outcome } from '../observability/index.js';
import { Budget } from '../rate-limit/index.js';
import { exchangeOf } from './front.js';

const COST = 'wander:cost';

/**
 * What a request of this handler takes from the budget of a guest's address, as a query takes its cost; 1 unless given. Each 10 kB of
 * its answer take one more.
 */
export const Cost = (points: number) => SetMetadata(COST, points);

/** Whether somebody still waits for the answer. */
export const Waiting = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Cancellation =>
    exchangeOf(context.switchToHttp().getRequest<IncomingMessage>()).lifetime.cancellation,
);

/** Holds controllers' requests to what holds for GraphQL's: a place, a budget, a count of how they ended. */
@Injectable()
export class RequestLimitInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly budget: Budget,
    private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly loop: LoopWatch,
  ) {}

  /** @throws AppError UNAVAILABLE when there is no place, RATE_LIMITED when the budget or the address' share is spent. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const handler = context.getHandler();
    const req = context.switchToHttp().getRequest<IncomingMessage>();
    const { ip, lifetime } = exchangeOf(req);
    lifetime.stats = this.metrics.handler(handler.name);
    if (this.loop.isLate) {
      lifetime.outcome = 'unavailable';
      throw unavailable();
    }
    lifetime.enter();
    const account = [networkOf(ip), this.config.rateLimits.guest] as const;
    this.budget.spend(...account, this.reflector.get<number | undefined>(COST, handler) ?? 1);
    const weigh = (answer: unknown): void => {
      if (typeof answer !== 'string') return;
      const bytes = Buffer.byteLength(answer);
      lifetime.answerHas(bytes);
      this.budget.spendUpTo(...account, Math.floor(bytes / LIMITS.document.textBytesOfPoint));
    };
    return next.handle().pipe(
      tap(weigh),
      tap({
        next: () => void (lifetime.outcome = 'ok'),
        error: (error: unknown) => void (lifetime.outcome = outcomeOf(error)),
      }),
    );
  }
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof AppError)) return 'error';
  return error.code === 'UNAVAILABLE' ? 'unavailable' : 'refused';
}
