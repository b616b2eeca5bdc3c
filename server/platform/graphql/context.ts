import type { IncomingMessage, ServerResponse } from 'node:http';
import DataLoader from 'dataloader';
import type { Viewer } from '../auth/index.js';
import type { Balance } from '../rate-limit/index.js';

import type { RequestLifetime } from '../http/index.js';
import { LIMITS } from '../limits.js';
import { answerTooLarge } from './answer-too-large.js';
import type { Price } from './price.js';

type Batch<Value> = (keys: readonly string[]) => Promise<(Value | undefined)[]>;

/** Whose points are spent, and how many there are in a window. */
export type Account = readonly [key: string, points: number];

/** What a request is charged, and what is left. */
export interface Charge {
  cost: number;
  /** Who was charged: by the end a guest may have signed in. */
  account: Account;
  /** What it may cost at most, by its kinds. */
  price: Price;
  balance: Balance;
}

/** One request: who asks, from where, and the reads it has already gathered. */
export class GraphqlContext {
  /** Apollo executes on a copy of this object: what changes lives in one that both share. */
  private readonly state: {
    viewer: Viewer | undefined;
    loaders: Map<string, DataLoader<string, unknown>> | undefined;
    charge: Charge | undefined;
    textBytes: number;
  };

  constructor(
    readonly req: IncomingMessage,
    readonly res: ServerResponse,
    readonly requestId: string,
    readonly ip: string,
    /** Absent for what comes over a WebSocket. */
    readonly lifetime: RequestLifetime | undefined,
    viewer: Viewer | undefined,
  ) {
    this.state = {
      viewer: viewer && { ...viewer, ...(lifetime && { request: lifetime.cancellation }) },
      loaders: undefined,
      charge: undefined,
      textBytes: 0,
    };
  }

  get viewer(): Viewer | undefined {
    return this.state.viewer;
  }

  get traceId(): string | undefined {
    return this.lifetime?.traceId;
  }

  /** The same one asks again, and nothing is known yet. */
  anew(): GraphqlContext {
    return new GraphqlContext(this.req, this.res, this.requestId, this.ip, this.lifetime, this.viewer);
  }

  /** From here on this request speaks as the person who has just signed in; what was read for another is forgotten. */
  signIn(viewer: Viewer): void {
    this.state.viewer = viewer;
    if (this.lifetime) this.lifetime.userId = viewer.id;
    this.state.loaders = undefined;
  }

  get charge(): Charge | undefined {
    return this.state.charge;
  }

  set charge(charge: Charge | undefined) {
    this.state.charge = charge;
  }

  /**
   * Counts a long text of the answer, as it is read.
   * @throws AppError BAD_USER_INPUT when the answer becomes too large, UNAVAILABLE or RATE_LIMITED when memory for answers is used up.
   */
  countText(text: string): void {
    const bytes = Buffer.byteLength(text);
    this.state.textBytes += bytes;
    if (this.isTooLarge) throw answerTooLarge();
    this.lifetime?.answerGrows(bytes);
  }

  /** Whether the texts alone are more than an answer may be. */
  get isTooLarge(): boolean {
    return this.state.textBytes > LIMITS.request.answerBytes;
  }

  get userAgent(): string | undefined {
    return this.req.headers['user-agent'];
  }

  /** This request's loader of that name: keys asked in one turn are read by one call of `batch`. */
  loader<Value>(name: string, batch: Batch<Value>): DataLoader<string, Value | undefined> {
    const loaders = (this.state.loaders ??= new Map<string, DataLoader<string, unknown>>());
    let loader = loaders.get(name) as DataLoader<string, Value | undefined> | undefined;
    if (loader === undefined) {
      // `async`: what it throws before its first await is an answer too, not a mistake of the loader.
      loader = new DataLoader<string, Value | undefined>(async (keys) => batch(keys));
      loaders.set(name, loader);
    }
    return loader;
  }

  /** What this loader knows of a key has changed. */
  forget(name: string, key: string): void {
    this.state.loaders?.get(name)?.clear(key);
  }
}

/** Values in the order of their keys, for a loader's batch. */
export function inOrder<Value>(keys: readonly string[], values: Value[], keyOf: (value: Value) => string) {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}
