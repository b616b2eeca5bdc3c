import { Cancellation } from '../cancellation.js';
import { unavailable } from '../errors/index.js';
import type { Semaphore } from '../semaphore.js';

interface Load<Result> {
  result: Promise<Result>;
  /** Undefined once it runs. */
  start: ((result: Promise<Result>) => void) | undefined;
  cancellation: Cancellation;
  /** Of those who wait for it, their places in the queues for a turn. */
  places: Set<Cancellation>;
  waiting: number;
  /** When the last one came, by `performance.now()`. */
  joinedAt: number;
}

/** Is told when the last one who waits for it came, by `performance.now()`. */
type Loading<Result> = (request: Cancellation, joinedAt: number) => Promise<Result>;

/**
 * Does equal work once for all that ask for it at the same time, as soon as it is the turn of any of them: nobody waits behind the
 * other work of whoever asked first. It is cancelled when nobody waits for it any more. What is given is shared: nobody may change it.
 */
export class SharedLoads<Result> {
  private readonly loads = new Map<string, Load<Result>>();

  constructor(private readonly turns: Semaphore) {}

  /**
   * @param key says what is loaded, whole
   * @throws AppError UNAVAILABLE when `request` is cancelled, and what `Semaphore` throws when its turn does not come
   */
  async run(key: string, request: Cancellation, load: Loading<Result>): Promise<Result> {
    if (request.isCancelled) throw unavailable();
    const shared = this.loads.get(key) ?? this.add(key);
    shared.waiting += 1;
    shared.joinedAt = performance.now();
    return new Promise((resolve, reject) => {
      const place = new Cancellation();
      const giveUp = (error: Error) => {
        stay();
        reject(error);
        shared.places.delete(place);
        shared.waiting -= 1;
        if (shared.waiting > 0) return;
        this.forget(key, shared);
        shared.cancellation.cancel();
      };
      const stay = request.onCancel(() => {
        giveUp(unavailable());
        place.cancel();
      });
      shared.result.then(resolve, reject).finally(stay);
      if (shared.start === undefined) return;
      shared.places.add(place);
      this.turns
        .run(() => this.begin(key, shared, load, request), place, request.holder)
        .catch((error: Error) => {
          // Otherwise it runs, and its result is that of all.
          if (shared.places.has(place)) giveUp(error);
        });
    });
  }

  private add(key: string): Load<Result> {
    let start: Load<Result>['start'];
    const result = new Promise<Result>((resolve) => (start = resolve));
    const cancellation = new Cancellation();
    const added: Load<Result> = { result, start, cancellation, places: new Set(), waiting: 0, joinedAt: 0 };
    this.loads.set(key, added);
    return added;
  }

  private begin(key: string, shared: Load<Result>, load: Loading<Result>, { holder }: Cancellation): Promise<Result> {
    // The turns of two may come at once.
    if (shared.start === undefined) return shared.result;
    shared.cancellation.holder = holder;
    const result = load(shared.cancellation, shared.joinedAt);
    const { start, places } = shared;
    shared.start = undefined;
    shared.places = new Set();
    start(result);
    for (const place of places) place.cancel();
    const forget = () => this.forget(key, shared);
    result.then(forget, forget);
    return result;
  }

  private forget(key: string, load: Load<Result>): void {
    if (this.loads.get(key) === load) this.loads.delete(key);
  }
}
