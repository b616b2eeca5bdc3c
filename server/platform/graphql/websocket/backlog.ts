/** A connection as its backlog sees it. */
export interface Reader {
  /** Bytes that were sent and that its client has not read yet. */
  readonly unreadBytes: number;
  /** Ends the connection; nothing is unread from then on. */
  terminate(): void;
}

/** What waits for several connections together. When it is too much, those for which most waits are terminated. */
export class Backlog {
  /** What waits now or less: what clients read meanwhile is only seen when it is counted again. */
  private upperBound = 0;

  constructor(
    private readonly readers: ReadonlySet<Reader>,
    private readonly limit: number,
  ) {}

  get bytes(): number {
    let sum = 0;
    for (const { unreadBytes } of this.readers) sum += unreadBytes;
    return sum;
  }

  /** To be called after `bytes` were sent to one of the connections. */
  grow(bytes: number): void {
    this.upperBound += bytes;
    if (this.upperBound <= this.limit) return;
    this.upperBound = this.bytes;
    while (this.upperBound > this.limit) {
      const slowest = [...this.readers].reduce((a, b) => (b.unreadBytes > a.unreadBytes ? b : a));
      this.upperBound -= slowest.unreadBytes;
      slowest.terminate();
    }
  }
}
