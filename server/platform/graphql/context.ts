import type { IncomingMessage, ServerResponse } from 'node:http';
import DataLoader from 'dataloader';
import type { Viewer } from '../auth/index.js';
import type { Balance } from '../rate-limit/index.js';

import type { Visit } from '../http/index.js';

type Batch<Value> = (keys: readonly string[]) => Promise<(Value | undefined)[]>;

/** What a request cost, and what is left. */
export interface Bill {
  cost: number;
  balance: Balance;
}

/** One request: who asks, from where, and the reads it has already gathered. */
export class GraphqlContext {
  /** Apollo executes on a copy of this object: what changes lives in one that both share. */
  private readonly state: {
    viewer: Viewer | undefined;
    loaders: Map<string, DataLoader<string, unknown>> | undefined;
    bill: Bill | undefined;
  };

  constructor(
    readonly req: IncomingMessage,
    readonly res: ServerResponse,
    readonly requestId: string,
    readonly ip: string,
    /** Absent for what comes over a WebSocket. */
    readonly visit: Visit | undefined,
    viewer: Viewer | undefined,
  ) {
    this.state = {
      viewer: viewer && { ...viewer, ...(visit && { request: visit.cancellation }) },
      loaders: undefined,
      bill: undefined,
    };
  }

  get viewer(): Viewer | undefined {
    return this.state.viewer;
  }

  /** The same one asks again, and nothing is known yet. */
  anew(): GraphqlContext {
    return new GraphqlContext(this.req, this.res, this.requestId, this.ip, this.visit, this.viewer);
  }

  /** From here on this request speaks as the person who has just signed in; what was read for another is forgotten. */
  signIn(viewer: Viewer): void {
    this.state.viewer = viewer;
    this.state.loaders = undefined;
  }

  get bill(): Bill | undefined {
    return this.state.bill;
  }

  set bill(bill: Bill | undefined) {
    this.state.bill = bill;
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
