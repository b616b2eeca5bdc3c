import { Cancellation } from '../cancellation.js';
import { AppError, unavailable } from '../errors/index.js';

interface Load<Result> {
  result: Promise<Result>;
  cancellation: Cancellation;
  waiting: number;
}

/**
 * Does equal work once for all that ask for it while it is under way. It is cancelled when nobody waits for it any more. What
 * is given is shared: nobody may change it.
 */
export class SharedLoads<Result> {
  private readonly loads = new Map<string, Load<Result>>();

  /**
   * @param key says what is loaded, whole
   * @param load may throw RATE_LIMITED for whoever began it; those who joined then begin one of their own
   * @throws AppError UNAVAILABLE when `request` is cancelled
   */
  async run(
    key: string,
    request: Cancellation | undefined,
    load: (request: Cancellation) => Promise<Result>,
  ): Promise<Result> {
    const known = this.loads.get(key);
    const joined = known ?? this.begin(key, request, load);
    try {
      return await this.wait(key, joined, request);
    } catch (error) {
      if (known === undefined || !(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error;
      return this.run(key, request, load);
    }
  }

  private begin(
    key: string,
    request: Cancellation | undefined,
    load: (request: Cancellation) => Promise<Result>,
  ): Load<Result> {
    const cancellation = new Cancellation();
    cancellation.holder = request?.holder;
    const begun: Load<Result> = { result: load(cancellation), cancellation, waiting: 0 };
    this.loads.set(key, begun);
    const forget = () => this.forget(key, begun);
    begun.result.then(forget, forget);
    return begun;
  }

  private wait(key: string, load: Load<Result>, request: Cancellation | undefined): Promise<Result> {
    if (request === undefined) {
      // It is waited for without end.
      load.waiting = Infinity;
      return load.result;
    }
    load.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = request.onCancel(() => {
        load.waiting -= 1;
        reject(unavailable());
        if (load.waiting > 0) return;
        this.forget(key, load);
        load.cancellation.cancel();
      });
      load.result.then(resolve, reject).finally(leave);
    });
  }

  private forget(key: string, load: Load<Result>): void {
    if (this.loads.get(key) === load) this.loads.delete(key);
  }
}
