import { unavailable } from './errors/index.js';

/** Lets `limit` pieces of work run at once and the others wait, at most `maxWaiting` of them. */
export class Turnstile {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly maxWaiting: number,
  ) {}

  /** @throws AppError UNAVAILABLE when too many wait already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.limit) this.running += 1;
    else if (this.waiting.length < this.maxWaiting) await new Promise<void>((pass) => this.waiting.push(pass));
    else throw unavailable();
    try {
      return await work();
    } finally {
      // The place goes to whoever waits longest, so that nobody slips in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
