import { AsyncLocalStorage } from 'node:async_hooks';
import type { Cancellation } from '../cancellation.js';
import type { Metrics } from '../observability/index.js';
import type { Realtime, Topic } from '../realtime/index.js';
import type { ReadConnections } from './read-connections.js';
import type { ReplicaConnections } from './replica-connections.js';
import type { SessionWrites } from './session-writes.js';
import type { Statement } from './sql.js';

/** Who asks, in one request. */
export interface Reader {
  readonly viewer: { readonly sessionId: string } | undefined;
  readonly lifetime: { readonly isWriting: boolean } | undefined;
}

interface Scope {
  reader: Reader;
  /** How far a replica must have replayed the log, once somebody has asked. */
  needed: Promise<number> | undefined;
  /** What was read there is not to be missing in what is read next. */
  isOnPrimary: boolean;
}

/** After these nobody may read what was there before. */
const HIDING: readonly Topic[] = ['post.hidden', 'post.moved', 'comment.hidden', 'comment.edited', 'user.suspended'];
/** A replica that is used lacks a second at most. */
const PRIMARY_MS = 5_000;
const WRITTEN: Statement = {
  text: `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::int8 as lsn`,
  name: undefined,
  values: [],
};

/**
 * Chooses for each read whether a replica or the primary has it: docs/adr/0022-reads-on-replicas.md. The primary has all that is
 * read outside of a query, as by mutations, sign-ins, subscriptions, feeds and jobs.
 */
export class ReplicaReads {
  private readonly scopes = new AsyncLocalStorage<Scope>();
  private readonly counts = { primary: 0, replica: 0 };
  /** When something was hidden, by `performance.now()`; perhaps just before this process began. */
  private hiddenAt = performance.now();

  constructor(
    private readonly primary: ReadConnections,
    private readonly replicas: ReplicaConnections,
    private readonly writes: SessionWrites,
    private readonly realtime: Realtime,
    metrics: Metrics,
  ) {
    for (const topic of HIDING) realtime.subscribe(topic, () => void (this.hiddenAt = performance.now()));
    for (const target of ['primary', 'replica'] as const)
      metrics.counter('wander_database_reads_total', 'Reads, by who was asked.', () => this.counts[target], { target });
    metrics.gauge('wander_replica_used', '1 while a replica is well.', () => Number(replicas.isUsed));
    metrics.gauge('wander_replica_lag_seconds', 'How old what the replica has may be.', () => replicas.lagSeconds);
  }

  /** Whether a replica is well. */
  get isUsed(): boolean {
    return this.replicas.isUsed;
  }

  /** Runs what one request asks. After a write its session reads nothing older than that. */
  async within<Result>(reader: Reader, work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await this.scopes.run({ reader, needed: undefined, isOnPrimary: false }, work);
    } finally {
      if (reader.viewer !== undefined && reader.lifetime?.isWriting) await this.hasWritten(reader.viewer.sessionId);
    }
  }

  /** How far a replica must have replayed the log for what is read now; undefined where the primary has it. */
  async needed(): Promise<number | undefined> {
    const scope = this.scopes.getStore();
    if (scope === undefined || scope.isOnPrimary || scope.reader.lifetime?.isWriting) return undefined;
    const { viewer } = scope.reader;
    if (viewer !== undefined) scope.needed ??= this.writes.of(viewer.sessionId);
    const needed = (await scope.needed) ?? 0;
    return this.mayShowHidden ? undefined : needed;
  }

  /** @returns undefined where the primary has it */
  async rows<Row>(statement: Statement): Promise<Row[] | undefined> {
    const needed = await this.needed();
    return this.counted(needed === undefined ? undefined : await this.replicas.query<Row>(statement, needed));
  }

  /** @param needed from `needed` @returns undefined where the primary has it */
  async longRows<Row>(
    statement: Statement,
    needed: number | undefined,
    request: Cancellation | undefined,
    deadline: number,
  ): Promise<Row[] | undefined> {
    const { replicas } = this;
    return this.counted(
      // It may have waited for its turn since `needed` was asked.
      needed === undefined || this.mayShowHidden
        ? undefined
        : await replicas.longQuery<Row>(statement, needed, request, deadline),
    );
  }

  close(): Promise<void> {
    return this.replicas.close();
  }

  /** Whether a replica may still show what was hidden. */
  private get mayShowHidden(): boolean {
    return performance.now() < Math.max(this.hiddenAt, this.realtime.hearsOthersSince) + PRIMARY_MS;
  }

  private counted<Row>(rows: Row[] | undefined): Row[] | undefined {
    this.counts[rows === undefined ? 'primary' : 'replica'] += 1;
    const scope = this.scopes.getStore();
    if (rows === undefined && scope !== undefined) scope.isOnPrimary = true;
    return rows;
  }

  /** Its last commit is before this position of the log. Where the primary does not say it, no replica has got far enough for a while. */
  private async hasWritten(sessionId: string): Promise<void> {
    const [row] = await this.primary.query<{ lsn: number }>(WRITTEN).catch(() => []);
    await this.writes.remember(sessionId, row?.lsn ?? Infinity);
  }
}
