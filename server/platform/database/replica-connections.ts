import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { Cancellation } from '../cancellation.js';
import { unavailable } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { inStatement } from '../tracing/index.js';
import { type Address, ReadConnection, type ReadConnections } from './read-connections.js';
import { rowTypes } from './row-types.js';
import { SESSION_SETTINGS } from './session.js';
import type { Statement } from './sql.js';

const { replicaLagMs, readMs } = LIMITS.process;
const CHECK_MS = 250;
const RETRY_MS = 1_000;
const POSITIONS_KEPT = 240;
/** For so long the positions are kept: of what is older nothing more is known. */
const OLDEST_SECONDS = (POSITIONS_KEPT * CHECK_MS) / 1_000;
const APPLICATION = 'wander-replica-reads';
/** A statement that nobody waits for ends soon after its connection is closed. */
const LONG_READ_SETTINGS = `${SESSION_SETTINGS}, set_config('client_connection_check_interval', '250ms', false)`;

const bytes = (lsn: string) => `pg_wal_lsn_diff(${lsn}, '0/0')::int8`;
const statement = (text: string): Statement => ({ text, name: undefined, values: [] });
const FLUSHED = statement(`select ${bytes('pg_current_wal_flush_lsn()')} as lsn`);
const REPLAYED = statement(`select case when pg_is_in_recovery() then ${bytes('pg_last_wal_replay_lsn()')} end as lsn`);

interface Settings extends Address {
  /** Pipelined connections. */
  count: number;
  /** Connections for long reads, at most. */
  longReads: number;
}

/** How far the primary's log had got when it was asked, in the last minute. By it, each connection is told how old its server's data is. */
class Positions {
  private readonly known: { lsn: number; at: number }[] = [];

  add(lsn: number, at: number): void {
    this.known.push({ lsn, at });
    if (this.known.length > POSITIONS_KEPT) this.known.shift();
  }

  /** A server that has replayed so far has all that was written until then. */
  completeUntil(lsn: number): number {
    return this.known.findLast((position) => position.lsn <= lsn)?.at ?? -Infinity;
  }
}

/** A pipelined connection to one of the replicas: which one, its service chooses. */
class Standby {
  replayed = -1;
  completeUntil = -Infinity;
  /** Why it cannot be used, whatever its age. */
  problem: string | undefined;
  wasChecked = false;
  private connection: ReadConnection;
  private connectedAt = performance.now();
  private isChecking = false;

  constructor(private readonly address: Address) {
    this.connection = this.connect();
  }

  get isUsable(): boolean {
    const { isReady, isLost } = this.connection;
    return this.problem === undefined && isReady && !isLost && isRecent(this.completeUntil);
  }

  query<Row>(statement: Statement, timeMs: number): Promise<Row[]> {
    return this.connection.query<Row>(statement, performance.now() + timeMs);
  }

  async check(positions: Positions): Promise<void> {
    const { isLost } = this.connection;
    if (this.isChecking || (isLost && performance.now() - this.connectedAt < RETRY_MS)) return;
    this.isChecking = true;
    if (isLost) this.reconnect();
    try {
      await this.connection.ready;
      const [row] = await this.query<{ lsn: number | null }>(REPLAYED, replicaLagMs);
      if (row!.lsn === null) {
        this.problem = 'DATABASE_REPLICA_URL leads to a server that is no replica.';
        // The next connection may lead to another.
        await this.close();
      } else {
        this.problem = undefined;
        this.replayed = row!.lsn;
        this.completeUntil = positions.completeUntil(row!.lsn);
      }
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.isChecking = false;
      this.wasChecked = true;
    }
  }

  async close(): Promise<void> {
    await this.connection.close().catch(() => undefined);
  }

  /** Perhaps to another replica, of which nothing is known yet. */
  private reconnect(): void {
    this.replayed = -1;
    this.completeUntil = -Infinity;
    this.connection = this.connect();
  }

  private connect(): ReadConnection {
    this.connectedAt = performance.now();
    return new ReadConnection(this.address, APPLICATION);
  }
}

const isRecent = (completeUntil: number): boolean => performance.now() - completeUntil <= replicaLagMs;

/**
 * Connections to streaming replicas, and how far each has replayed the primary's log. Behind one address there may be several replicas,
 * so each connection is looked at by itself. One that does not answer, or is more than a second behind, is left out until it is well.
 */
export class ReplicaConnections {
  private readonly logger = new Logger('Replica');
  private readonly positions = new Positions();
  private readonly standbys: Standby[];
  private readonly pool: pg.Pool;
  private timer: NodeJS.Timeout | undefined;
  private next = 0;
  private isClosed = false;
  private wasUsed: boolean | undefined;

  constructor(
    private readonly primary: ReadConnections,
    { count, longReads, ...address }: Settings,
  ) {
    this.standbys = Array.from({ length: count }, () => new Standby(address));
    this.pool = new pg.Pool({
      ...address,
      max: longReads,
      application_name: APPLICATION,
      keepAlive: true,
      connectionTimeoutMillis: replicaLagMs,
      statement_timeout: LIMITS.process.writeMs - 500,
      // The pool waits for it, whatever its types say.
      onConnect: (client) => client.query(LONG_READ_SETTINGS) as unknown as void,
    });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    void this.check();
  }

  /** Whether any of them is. */
  get isUsed(): boolean {
    return this.standbys.some(({ isUsable }) => isUsable);
  }

  /** How old the data of the newest one may be, in seconds; a minute for all that is older. */
  get lagSeconds(): number {
    const newest = Math.max(...this.standbys.map(({ completeUntil }) => completeUntil));
    return Math.min((performance.now() - newest) / 1_000, OLDEST_SECONDS);
  }

  /**
   * @param needed how far it must have replayed
   * @returns undefined where no replica answers: the primary is to be asked, and there is time left for that
   */
  async query<Row>(statement: Statement, needed: number): Promise<Row[] | undefined> {
    const standby = this.find(needed);
    if (standby === undefined) return undefined;
    try {
      return await inStatement(statement.text, () => standby.query<Row>(statement, readMs / 2));
    } catch {
      return undefined;
    }
  }

  /** As `query`, over a connection of its own, which ends with the request. @throws AppError UNAVAILABLE when that was cancelled */
  async longQuery<Row>(
    { text, values }: Statement,
    needed: number,
    request: Cancellation | undefined,
    deadline: number,
  ): Promise<Row[] | undefined> {
    if (this.find(needed) === undefined) return undefined;
    const client = await this.pool.connect().catch(() => undefined);
    if (client === undefined) return undefined;
    const ask = async <Answer>(text: string, values: unknown[], timeMs: number): Promise<Answer[]> => {
      const query_timeout = Math.max(1, Math.ceil(timeMs));
      const result = await client.query({ text, values, types: rowTypes, query_timeout } as pg.QueryConfig);
      return result.rows as Answer[];
    };
    const { stream } = (client as unknown as { connection: { stream: NodeJS.ReadableStream & { destroy(): void } } })
      .connection;
    const leave = request?.onCancel(() => void stream.destroy());
    let isWell = false;
    try {
      if (request?.isCancelled) throw unavailable();
      const [row] = await ask<{ lsn: number | null }>(REPLAYED.text, [], replicaLagMs);
      const lsn = row!.lsn ?? -1;
      if (lsn < needed || !isRecent(this.positions.completeUntil(lsn))) return undefined;
      const rows = await inStatement(text, () => ask<Row>(text, values, (deadline - performance.now()) / 2));
      isWell = true;
      return rows;
    } catch {
      if (request?.isCancelled) throw unavailable();
      return undefined;
    } finally {
      leave?.();
      client.release(!isWell);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await Promise.all([this.pool.end(), ...this.standbys.map((standby) => standby.close())]);
  }

  private find(needed: number): Standby | undefined {
    const { standbys } = this;
    for (let n = 0; n < standbys.length; n += 1) {
      this.next = (this.next + 1) % standbys.length;
      const standby = standbys[this.next]!;
      if (standby.isUsable && standby.replayed >= needed) return standby;
    }
    return undefined;
  }

  private async check(): Promise<void> {
    const at = performance.now();
    try {
      const [row] = await this.primary.queryForProbe<{ lsn: number }>(FLUSHED);
      this.positions.add(row!.lsn, at);
    } catch {
      // Without the primary nobody knows how old a replica is.
    }
    if (this.isClosed) return;
    for (const standby of this.standbys) void standby.check(this.positions);
    this.tell();
    this.timer = setTimeout(() => void this.check(), CHECK_MS).unref();
  }

  /** Once for each change. */
  private tell(): void {
    const { isUsed } = this;
    if (isUsed === this.wasUsed || !this.standbys.every(({ wasChecked }) => wasChecked)) return;
    this.wasUsed = isUsed;
    if (isUsed) return this.logger.log('Reads go to the replica.');
    const problem = this.standbys.find(({ problem }) => problem)?.problem ?? 'It is more than a second behind.';
    this.logger.warn(`The primary has all reads: no replica is of use. ${problem}`);
  }
}
