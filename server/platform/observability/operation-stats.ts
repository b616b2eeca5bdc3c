/** Upper bounds in seconds: from a cached answer to an operation's deadline. */
export const DURATION_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** `ok` without errors, `error` with some; `refused` before anything ran; `unavailable` for lack of room or time. */
export const OUTCOMES = ['ok', 'error', 'refused', 'unavailable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A request that was traced, beside the bucket that it is counted in. */
export interface Exemplar {
  traceId: string;
  seconds: number;
  /** Seconds since 1970. */
  at: number;
}

/** What is counted of one operation: plain numbers, since a request can afford no more than an addition. */
export class OperationStats {
  ok = 0;
  error = 0;
  refused = 0;
  unavailable = 0;
  /** Events told, of a subscription. */
  events = 0;
  /** All durations together. */
  seconds = 0;
  /** Requests by duration: each in the first bound it does not exceed, the last place for those beyond all. */
  readonly buckets = new Float64Array(DURATION_BOUNDS.length + 1);

  /** The last of each bucket; none where nothing is traced. */
  exemplars: (Exemplar | undefined)[] | undefined;

  record(seconds: number, outcome: Outcome, traceId?: string): void {
    this[outcome] += 1;
    this.seconds += seconds;
    let bucket = 0;
    while (bucket < DURATION_BOUNDS.length && seconds > DURATION_BOUNDS[bucket]!) bucket += 1;
    this.buckets[bucket]! += 1;
    if (traceId !== undefined) (this.exemplars ??= [])[bucket] = { traceId, seconds, at: Date.now() / 1_000 };
  }
}
