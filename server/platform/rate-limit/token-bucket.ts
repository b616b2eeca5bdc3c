/**
 * Allows `perSecond` on average over any `seconds`, all of them at once if need be. Counted in this process alone; a
 * bucket is two numbers and has no timer.
 */
export class TokenBucket {
  private readonly capacity: number;
  private tokens: number;
  private filledAt = performance.now();

  constructor(
    private readonly perSecond: number,
    seconds: number,
  ) {
    this.capacity = perSecond * seconds;
    this.tokens = this.capacity;
  }

  /** @returns false, and takes nothing, when fewer than `amount` are left. */
  take(amount: number): boolean {
    const now = performance.now();
    this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAt) / 1_000) * this.perSecond);
    this.filledAt = now;
    if (this.tokens < amount) return false;
    this.tokens -= amount;
    return true;
  }
}
