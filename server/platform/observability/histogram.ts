/** A value of something that was traced. */
export interface Exemplar {
  traceId: string;
  value: number;
  /** Seconds since 1970. */
  at: number;
}

/** Counts of values by size: plain numbers, since a request can afford no more than an addition. */
export class Histogram {
  /** All values together. */
  sum = 0;
  /** Each value in the first bound it does not exceed, the last place for those beyond all. */
  readonly buckets: Float64Array;
  /** The last of each bucket; none where nothing is traced. */
  exemplars: (Exemplar | undefined)[] | undefined;

  /** @param bounds upper bounds, the smallest first */
  constructor(readonly bounds: readonly number[]) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  record(value: number, traceId?: string): void {
    this.sum += value;
    let bucket = 0;
    while (bucket < this.bounds.length && value > this.bounds[bucket]!) bucket += 1;
    this.buckets[bucket]! += 1;
    if (traceId !== undefined) (this.exemplars ??= [])[bucket] = { traceId, value, at: Date.now() / 1_000 };
  }
}
