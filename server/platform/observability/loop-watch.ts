import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

const TICK_MS = 100;
const LATE_MS = 250;
const LATE_FOR_MS = 2_000;
/** Well below what made it late, and for a while: else refusing would end with the first request refused. */
const CALM_MS = 125;
const CALM_FOR_MS = 1_000;

/**
 * Tells whether the event loop has more to do than it can: it has been late by 250 ms or more for 2 s. A timer
 * measures its own lateness. One long pause is no overload, however long.
 */
export class LoopWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private late = false;
  private dueAt = 0;
  /** Since when the loop shows the opposite of `late`. */
  private turningSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  get isLate(): boolean {
    return this.late;
  }

  onApplicationBootstrap(): void {
    this.wait();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  private wait(): void {
    this.dueAt = this.clock() + TICK_MS;
    this.timer = setTimeout(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    const now = this.clock();
    const isBehind = now - this.dueAt >= (this.late ? CALM_MS : LATE_MS);
    if (isBehind === this.late) this.turningSince = undefined;
    else if (now - (this.turningSince ??= now) >= (this.late ? CALM_FOR_MS : LATE_FOR_MS)) {
      this.late = isBehind;
      this.turningSince = undefined;
    }
    this.wait();
  }
}
