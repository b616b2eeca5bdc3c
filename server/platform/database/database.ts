import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Cancellation } from '../cancellation.js';
import { unavailable } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { inStatement } from '../tracing/index.js';
import { Semaphore } from '../semaphore.js';
import { connectionFailed, isAbandoned, isConnectionLost, isNotPrepared, translated } from './errors.js';
import { ReadConnections } from './read-connections.js';
import { type Reader, ReplicaReads } from './replica-reads.js';
import { rowTypes } from './row-types.js';
import { SharedLoads } from './shared-loads.js';
import { literal, type Sql, sql, toStatement, unprepared } from './sql.js';

export interface Queryable {
  /** @throws AppError CONFLICT or UNAVAILABLE where the database's refusal means one. */
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row>(query: Sql<Row>): Promise<Row | undefined>;
}

/** What is made of rows. */
export interface Making<Row, Made> {
  name: string;
  of: (rows: Row[]) => Made;
}

/** A list of which rows may have to be passed over until enough are found. */
export interface Walk<Row> {
  /** Goes through `LIMITS.process.rowsOfRead` rows at most, and says in each row that it brings whether these were all. */
  bounded: Sql<Row & { isWhole: boolean }>;
  /** Brings a row where there are more to go through: asked where `bounded` brings none. */
  beyond: Sql;
  /** Goes through all of them. */
  whole: Sql<Row>;
}

const MOST_ROWS = literal(LIMITS.process.rowsOfRead);

/** `read` reads from `candidates`, which are in order and may be hidden; `isWhole` is one of its columns. */
export function walkThrough<Row>(
  candidates: Sql,
  read: (candidates: Sql, isWhole: Sql) => Sql<Row & { isWhole: boolean }>,
): Walk<Row> {
  const beyond = sql`${candidates} offset ${MOST_ROWS} limit 1`;
  return {
    bounded: read(sql`${candidates} limit ${MOST_ROWS}`, sql`not exists (${beyond}) as "isWhole"`),
    beyond,
    whole: read(candidates, sql`true as "isWhole"`),
  };
}

/** A connection of the pool, lent until a time. */
class Lent {
  constructor(
    readonly client: pg.PoolClient,
    private readonly deadline: number,
  ) {}

  async run<Row>(query: Sql<Row>): Promise<Row[]> {
    return (await this.send({ ...toStatement(query), types: rowTypes })).rows as Row[];
  }

  command(text: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Promise<unknown> {
    return this.send({ text });
  }

  private send(config: { text: string; types?: typeof rowTypes }): Promise<pg.QueryResult> {
    const query_timeout = Math.max(1, Math.ceil(this.deadline - performance.now()));
    return inStatement(config.text, () => this.client.query({ ...config, query_timeout } as unknown as pg.QueryConfig));
  }
}

/** Is told the text of a statement, and its name where it is prepared. */
type Watch = (text: string, name: string | undefined) => void;

/**
 * Plain statements, the usual ones prepared by name, rows without hydration: reads over connections of their own, transactions over
 * the DataSource's pool.
 */
@Injectable()
export class Database implements Queryable {
  private readonly watchers = new Set<Watch>();
  /** Of the pool. */
  private readonly connections: Semaphore;
  private readonly longReads: Semaphore;
  private readonly equalReads: SharedLoads<unknown>;
  /** So many writes have ended: a read that begins after one does not join one that began before. */
  private writes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly reads: ReadConnections,
    /** Absent where there is no replica. */
    private readonly replicas?: ReplicaReads,
  ) {
    const { connectionsWaiting, connectionWaitMs, longReadsShare, longReadsWaiting, longReadWaitMs } = LIMITS.process;
    const { max } = this.pool.options;
    // The statement that runs on it hears of a lost connection; without a listener the process would end.
    const listened = new WeakSet<pg.PoolClient>();
    this.pool.on('acquire', (client) => {
      if (listened.has(client)) return;
      listened.add(client);
      client.on('error', () => undefined);
    });
    this.connections = new Semaphore({
      limit: max,
      maxWaiting: connectionsWaiting,
      maxWaitMs: connectionWaitMs,
      advice:
        'Work waits too long for a connection to PostgreSQL, and some is refused. Look at its load and its locks, or raise DATABASE_POOL.',
    });
    this.longReads = new Semaphore({
      limit: Math.ceil(max * longReadsShare),
      maxWaiting: longReadsWaiting,
      maxWaitMs: longReadWaitMs,
      advice:
        'Searches, maps and feeds wait too long for PostgreSQL, and some are refused. Look at its load, or raise DATABASE_POOL.',
    });
    this.equalReads = new SharedLoads(this.longReads);
  }

  /** Whether a replica is well; undefined where there is none. */
  get isReplicaUsed(): boolean | undefined {
    return this.replicas?.isUsed;
  }

  /** Runs what one request asks: where it writes nothing, a replica may have its reads. */
  within<Result>(reader: Reader, work: () => Result | Promise<Result>): Result | Promise<Result> {
    return this.replicas === undefined ? work() : this.replicas.within(reader, work);
  }

  /** A read outside a transaction; tried once more when its connection is lost. UNAVAILABLE within two seconds. */
  rows<Row>(query: Sql<Row>): Promise<Row[]> {
    this.watched(query);
    const deadline = performance.now() + LIMITS.process.readMs;
    const statement = toStatement(query);
    const rows =
      this.replicas === undefined
        ? this.reads.query<Row>(statement, deadline)
        : this.replicas.rows<Row>(statement).then((known) => known ?? this.reads.query<Row>(statement, deadline));
    return rows.catch((error: unknown) => {
      throw translated(error);
    });
  }

  /** A read of a probe, which waits for no other. @throws AppError UNAVAILABLE within two seconds. */
  async rowsForProbe<Row>(query: Sql<Row>): Promise<Row[]> {
    try {
      return await this.reads.queryForProbe<Row>(toStatement(query));
    } catch (error) {
      throw translated(error);
    }
  }

  async first<Row>(query: Sql<Row>): Promise<Row | undefined> {
    return (await this.rows(query))[0];
  }

  /**
   * A read that may take long: over half of the pool, so that writes find a connection, where it ends with the request.
   * Planned for its values each time, as the best way depends on them.
   * One at a time for each holder. Equal ones of requests are one, as soon as it is the turn of one of them, and nobody may change its rows;
   * without a request it joins none and is the primary's, as what is to be remembered may not be older than what made a cache forget.
   * @param make what is made of the rows, once for all who share them; its name tells it from others of the same query
   * @throws AppError UNAVAILABLE too when many wait already, RATE_LIMITED when many of this holder do.
   */
  longRead<Row>(query: Sql<Row>, request?: Cancellation): Promise<Row[]>;
  longRead<Row, Made>(query: Sql<Row>, request: Cancellation, make: Making<Row, Made>): Promise<Made>;
  async longRead<Row, Made>(query: Sql<Row>, request?: Cancellation, make?: Making<Row, Made>): Promise<Row[] | Made> {
    const planned = unprepared(query);
    const { text, values } = toStatement(planned);
    const { replicas } = this;
    const needed = request && replicas && (await replicas.needed());
    const key = JSON.stringify([this.writes, needed, text, values, make?.name]);
    const read = async (asker: Cancellation | undefined, askedAt: number) => {
      const deadline = askedAt + LIMITS.process.writeMs;
      this.watched(planned);
      const onPrimary = () => this.withClient(asker, undefined, (lent) => lent.run(planned), deadline);
      const onReplica = async (replicas: ReplicaReads) =>
        (await replicas.longRows<Row>(toStatement(planned), needed, asker, deadline)) ?? onPrimary();
      const rows = await (replicas === undefined ? onPrimary() : onReplica(replicas));
      return make === undefined ? rows : make.of(rows);
    };
    const result = await (request === undefined
      ? this.longReads.run(() => read(undefined, performance.now()))
      : this.equalReads.run(key, request, read));
    return result as Row[] | Made;
  }

  /**
   * Reads a bounded number of rows as `rows` does, and where they do not suffice, all of them as `longRead` does: no read of one
   * person is long on the connections that all share.
   */
  async walk<Row>(
    { bounded, beyond, whole }: Walk<Row>,
    suffices: (rows: Row[]) => boolean,
    request: Cancellation | undefined,
  ): Promise<Row[]> {
    const rows = await this.rows(bounded);
    const isWhole = suffices(rows) || (rows[0]?.isWhole ?? (await this.first(beyond)) === undefined);
    return isWhole ? rows : this.longRead(whole, request);
  }

  /**
   * One statement that writes, and so a transaction of its own. Never tried twice. One at a time for each holder.
   * @throws AppError UNAVAILABLE too when no connection is free in time, RATE_LIMITED when much of this holder waits for one.
   */
  async write<Row>(query: Sql<Row>, request?: Cancellation): Promise<Row[]> {
    this.watched(query);
    const rows = await this.withClient(request, request?.holder, (lent) => lent.run(query));
    this.writes += 1;
    return rows;
  }

  /**
   * Runs `work` in one transaction: all of it is kept, or nothing when it throws. As for `write`, one at a time for each holder:
   * `work` asks `tx` alone, for it would wait for itself otherwise.
   */
  async transaction<Result>(work: (tx: Queryable) => Promise<Result>, request?: Cancellation): Promise<Result> {
    return this.withClient(request, request?.holder, async (lent, stillWanted) => {
      await lent.command('BEGIN');
      try {
        const result = await work(this.watchedQueryable(lent));
        stillWanted();
        await lent.command('COMMIT');
        this.writes += 1;
        return result;
      } catch (error) {
        if (!isAbandoned(error)) await lent.command('ROLLBACK');
        throw error;
      }
    });
  }

  /** How much work waits for a connection of the pool. */
  get waiting(): number {
    return this.connections.waiting + this.pool.waitingCount;
  }

  /**
   * Lends a connection of the pool. When nobody waits for the work any more, its statement is cancelled.
   * @param work may ask `stillWanted`, which throws when it is not
   * @param deadline of `performance.now()`, by which it must be done
   */
  private withClient<Result>(
    request: Cancellation | undefined,
    holder: string | undefined,
    work: (lent: Lent, stillWanted: () => void) => Promise<Result>,
    deadline = performance.now() + LIMITS.process.writeMs,
  ): Promise<Result> {
    return this.connections.run(() => this.lend(request, deadline, work), request, holder);
  }

  private async lend<Result>(
    request: Cancellation | undefined,
    deadline: number,
    work: (lent: Lent, stillWanted: () => void) => Promise<Result>,
  ): Promise<Result> {
    const stillWanted = () => {
      if (request?.isCancelled) throw unavailable();
    };
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw connectionFailed(error);
    }
    let broken: Error | undefined;
    const forget = request?.onCancel(() => {
      // Not to be used again: the cancel request may reach whatever runs on it by then.
      broken = new Error('Nobody waits for this any more.');
      this.cancelBackend(client);
    });
    try {
      stillWanted();
      return await work(new Lent(client, deadline), stillWanted);
    } catch (error) {
      if (isAbandoned(error) || isConnectionLost(error) || isNotPrepared(error)) broken ??= error as Error;
      throw translated(error);
    } finally {
      forget?.();
      client.release(broken);
    }
  }

  /** Tells every statement until the returned function is called: for tests that count them. */
  watch(watcher: Watch): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private watched(query: Sql): void {
    if (this.watchers.size === 0) return;
    const { text, name } = toStatement(query);
    for (const watcher of this.watchers) watcher(text, name);
  }

  private watchedQueryable(lent: Lent): Queryable {
    const rows = <Row>(query: Sql<Row>): Promise<Row[]> => (this.watched(query), lent.run(query));
    return { rows, first: async (query) => (await rows(query))[0] };
  }

  /** Ends the statement that runs on this connection, over another one. */
  private cancelBackend(client: pg.PoolClient): void {
    const { processID } = client as unknown as { processID: number };
    const other = new pg.Client({ ...this.pool.options, query_timeout: 2_000 });
    other.on('error', () => undefined);
    other
      .connect()
      .then(() => other.query('select pg_cancel_backend($1)', [processID]))
      .catch(() => undefined)
      .finally(() => void other.end().catch(() => undefined));
  }

  private get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }
}
