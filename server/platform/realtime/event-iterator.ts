import { LIMITS } from '../limits.js';

interface Waiting<Event> {
  event: Event;
  bytes: number;
}

/**
 * Events as GraphQL subscriptions read them. A reader that falls further behind than the limits allow misses the oldest:
 * an event is a hint, and the client asks anew. Not an async generator: the `return()` of one that waits for an event
 * does not end it.
 */
export class EventIterator<Event extends object> implements AsyncIterableIterator<Event> {
  private readonly waiting: Waiting<Event>[] = [];
  private bytes = 0;
  private reader: ((result: IteratorResult<Event, undefined>) => void) | undefined;
  private isOver = false;

  /** @param onEnd called once, when nobody reads any more. */
  constructor(private readonly onEnd: () => void) {}

  /** The size of the events that wait for the reader. */
  get waitingBytes(): number {
    return this.bytes;
  }

  push(event: Event): void {
    if (this.isOver) return;
    if (this.reader) {
      this.reader({ value: event, done: false });
      this.reader = undefined;
      return;
    }
    const bytes = sizeOf(event);
    this.waiting.push({ event, bytes });
    this.bytes += bytes;
    const { events, eventBytes } = LIMITS.webSocket;
    while (this.waiting.length > 1 && (this.waiting.length > events || this.bytes > eventBytes)) this.take();
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    if (this.waiting.length > 0) return Promise.resolve({ value: this.take(), done: false });
    if (this.isOver) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => (this.reader = resolve));
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    if (!this.isOver) {
      this.isOver = true;
      this.waiting.length = 0;
      this.bytes = 0;
      this.reader?.({ value: undefined, done: true });
      this.onEnd();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private take(): Event {
    const { event, bytes } = this.waiting.shift()!;
    this.bytes -= bytes;
    return event;
  }
}

const sizes = new WeakMap<object, number>();

/** The size of an event as JSON. Many iterators are given the same event, which is measured once. */
function sizeOf(event: object): number {
  let size = sizes.get(event);
  if (size === undefined) {
    size = Buffer.byteLength(JSON.stringify(event));
    sizes.set(event, size);
  }
  return size;
}
