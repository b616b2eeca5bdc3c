/** The same numbers on every machine, for the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** 0 up to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** A UUIDv7 of that moment. */
  uuid(milliseconds: number): string {
    const time = milliseconds.toString(16).padStart(12, '0');
    const hex = (digits: number) =>
      this.below(16 ** digits)
        .toString(16)
        .padStart(digits, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${(8 + this.below(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`;
  }
}

/** Ranks 0 to count - 1, the first far more often than the last: as words, tags and writers are used. */
export class Zipf {
  private readonly upTo: Float64Array;

  constructor(count: number, exponent: number) {
    this.upTo = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank++) this.upTo[rank] = sum += 1 / (rank + 1) ** exponent;
  }

  rank(random: Random): number {
    const wanted = random.next() * this.upTo.at(-1)!;
    let low = 0;
    let high = this.upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.upTo[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
