import { Logger } from '@nestjs/common';
import type { Config } from '../config/index.js';
import type { Outcome, RequestKind } from '../observability/index.js';
import type { RequestIds } from './request-ids.js';

export interface LoggedRequest extends RequestIds {
  /** The name in the metrics, which has no more values than they do. */
  operation: string;
  kind: RequestKind;
  durationSeconds: number;
  /** `aborted` when the client left before its answer was sent. */
  outcome: Outcome | 'aborted';
  userId: string | undefined;
}

/** The objective is 99 % of requests within this time: the log names those that are not. */
const SLOW_SECONDS = 0.3;

/**
 * One line for each request that changes something, fails or is slow; with LOG_LEVEL=debug for every one. Most requests read, and
 * succeed: what stands in front logs those too, by the same ids.
 */
export class RequestLog {
  private readonly logger = new Logger('Request');
  private readonly logsAll: boolean;

  constructor({ logLevel }: Config) {
    this.logsAll = logLevel === 'debug' || logLevel === 'trace';
  }

  /** Whether there is a line for a request. */
  shouldLog(kind: RequestKind, outcome: LoggedRequest['outcome'], durationSeconds: number): boolean {
    return this.logsAll || !isOrdinary(kind, outcome, durationSeconds);
  }

  record({ requestId, traceId, operation, kind, durationSeconds, outcome, userId }: LoggedRequest): void {
    const duration = Math.round(durationSeconds * 10_000) / 10_000;
    const event = { requestId, traceId, operation, kind, duration, outcome, userId, msg: 'Request' };
    if (outcome === 'unavailable') this.logger.warn(event);
    else if (isOrdinary(kind, outcome, durationSeconds)) this.logger.debug(event);
    else this.logger.log(event);
  }
}

const isOrdinary = (kind: RequestKind, outcome: LoggedRequest['outcome'], durationSeconds: number): boolean =>
  outcome === 'ok' && kind !== 'mutation' && durationSeconds <= SLOW_SECONDS;
