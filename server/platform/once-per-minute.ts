const MINUTE_MS = 60_000;

/** For the log: what fails a thousand times a second is told once a minute. The keys are few, and fixed. */
export class OncePerMinute {
  /** By `performance.now()`: the clock of the machine may be set back by hours. */
  private readonly allowedAt = new Map<string, number>();

  /** @returns true, and not again within a minute for this key */
  allows(key: string): boolean {
    const now = performance.now();
    if (now - (this.allowedAt.get(key) ?? -Infinity) < MINUTE_MS) return false;
    this.allowedAt.set(key, now);
    return true;
  }
}
