import { Histogram } from './histogram.js';

/** Upper bounds in seconds: from a cached answer to an operation's deadline. */
const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10];

/** `ok` without errors, `error` with some; `refused` before anything ran; `unavailable` for lack of room or time. */
export const OUTCOMES = ['ok', 'error', 'refused', 'unavailable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What kind of request it is: GraphQL's, before it is known `none`, or a request beside GraphQL. */
export type RequestKind = 'query' | 'mutation' | 'subscription' | 'none' | 'http';

/** What is counted of one operation: plain numbers, since a request can afford no more than an addition. */
export class OperationStats {
  ok = 0;
  error = 0;
  refused = 0;
  unavailable = 0;
  /** Events told, of a subscription. */
  events = 0;
  readonly durations = new Histogram(DURATION_BOUNDS);

  /** @param operation its name in metrics and the log */
  constructor(
    readonly operation: string,
    readonly kind: RequestKind,
  ) {}

  record(seconds: number, outcome: Outcome, traceId?: string): void {
    this[outcome] += 1;
    this.durations.record(seconds, traceId);
  }
}
