import type { IncomingMessage, ServerResponse } from 'node:http';
import DataLoader from 'dataloader';
import type { Viewer } from '../auth/index.js';

type Batch<Value> = (keys: readonly string[]) => Promise<(Value | undefined)[]>;

/** One request: who asks, from where, and the reads it has already gathered. */
export class GraphqlContext {
  /** Apollo executes on a copy of this object; what is set on `self` is seen by both. */
  readonly self = this;
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(
    readonly req: IncomingMessage,
    readonly res: ServerResponse,
    readonly requestId: string,
    readonly ip: string,
    readonly viewer: Viewer | undefined,
  ) {}

  get userAgent(): string | undefined {
    return this.req.headers['user-agent'];
  }

  /** This request's loader of that name: keys asked in one turn are read by one call of `batch`. */
  loader<Value>(name: string, batch: Batch<Value>): DataLoader<string, Value | undefined> {
    let loader = this.loaders.get(name) as DataLoader<string, Value | undefined> | undefined;
    if (loader === undefined) {
      loader = new DataLoader<string, Value | undefined>(batch);
      this.loaders.set(name, loader);
    }
    return loader;
  }
}

/** Values in the order of their keys, for a loader's batch. */
export function inOrder<Value>(keys: readonly string[], values: Value[], keyOf: (value: Value) => string) {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}
