/** A reader that falls further behind than this misses the oldest: an event is a hint, and it will ask anew. */
const MAX_WAITING = 100;

/**
 * Events as GraphQL subscriptions read them. Not an async generator: the `return()` of one that waits for an event does
 * not end it.
 */
export class EventIterator<Event> implements AsyncIterableIterator<Event> {
  private readonly waiting: Event[] = [];
  private reader: ((result: IteratorResult<Event, undefined>) => void) | undefined;
  private isOver = false;

  /** @param onEnd called once, when nobody reads any more. */
  constructor(private readonly onEnd: () => void) {}

  push(event: Event): void {
    if (this.isOver) return;
    if (this.reader) {
      this.reader({ value: event, done: false });
      this.reader = undefined;
      return;
    }
    this.waiting.push(event);
    if (this.waiting.length > MAX_WAITING) this.waiting.shift();
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    if (this.waiting.length > 0) return Promise.resolve({ value: this.waiting.shift()!, done: false });
    if (this.isOver) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => (this.reader = resolve));
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    if (!this.isOver) {
      this.isOver = true;
      this.waiting.length = 0;
      this.reader?.({ value: undefined, done: true });
      this.onEnd();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
