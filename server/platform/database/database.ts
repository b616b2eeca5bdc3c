import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Cancellation } from '../cancellation.js';
import { unavailable } from '../errors/index.js';
import { LIMITS } from '../limits.js';
import { Semaphore } from '../semaphore.js';
import { isAbandoned, isConnectionLost, translated } from './errors.js';
import { ReadConnections } from './read-connections.js';
import { rowTypes } from './row-types.js';
import { type Sql, toStatement, unprepared } from './sql.js';

export interface Queryable {
  /** @throws AppError CONFLICT or UNAVAILABLE where the database's refusal means one. */
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row>(query: Sql<Row>): Promise<Row | undefined>;
}

async function run<Row>(connection: pg.PoolClient, query: Sql<Row>): Promise<Row[]> {
  const result = await connection.query({ ...toStatement(query), types: rowTypes } as pg.QueryConfig);
  return result.rows as Row[];
}

const queryable = (connection: pg.PoolClient): Queryable => ({
  rows: (query) => run(connection, query),
  first: async (query) => (await run(connection, query))[0],
});

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

  constructor(
    private readonly dataSource: DataSource,
    private readonly reads: ReadConnections,
  ) {
    const { connectionsWaiting, connectionWaitMs, longReadsShare, longReadsWaiting } = LIMITS.process;
    const { max } = this.pool.options;
    // The statement that runs on it hears of a lost connection; without a listener the process would end.
    const listened = new WeakSet<pg.PoolClient>();
    this.pool.on('acquire', (client) => {
      if (listened.has(client)) return;
      listened.add(client);
      client.on('error', () => undefined);
    });
    this.connections = new Semaphore({ limit: max, maxWaiting: connectionsWaiting, maxWaitMs: connectionWaitMs });
    this.longReads = new Semaphore({ limit: Math.ceil(max * longReadsShare), maxWaiting: longReadsWaiting });
  }

  /** A read outside a transaction; tried once more when its connection is lost. */
  async rows<Row>(query: Sql<Row>): Promise<Row[]> {
    this.watched(query);
    const statement = toStatement(query);
    try {
      return await this.reads.query<Row>(statement);
    } catch (error) {
      if (!isConnectionLost(error)) throw translated(error);
    }
    try {
      return await this.reads.query<Row>(statement);
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
   * One at a time for each holder.
   * @throws AppError UNAVAILABLE too when many wait already, RATE_LIMITED when many of this holder do.
   */
  async longRead<Row>(query: Sql<Row>, request?: Cancellation): Promise<Row[]> {
    const planned = unprepared(query);
    this.watched(planned);
    return this.longReads.run(
      () => this.withClient(request, undefined, (client) => run(client, planned)),
      request,
      request?.holder,
    );
  }

  /**
   * One statement that writes, and so a transaction of its own. Never tried twice. One at a time for each holder.
   * @throws AppError UNAVAILABLE too when no connection is free in time, RATE_LIMITED when much of this holder waits for one.
   */
  async write<Row>(query: Sql<Row>, request?: Cancellation): Promise<Row[]> {
    this.watched(query);
    return this.withClient(request, request?.holder, (client) => run(client, query));
  }

  /**
   * Runs `work` in one transaction: all of it is kept, or nothing when it throws. As for `write`, one at a time for each holder:
   * `work` asks `tx` alone, for it would wait for itself otherwise.
   */
  async transaction<Result>(work: (tx: Queryable) => Promise<Result>, request?: Cancellation): Promise<Result> {
    return this.withClient(request, request?.holder, async (client, stillWanted) => {
      await client.query('BEGIN');
      try {
        const result = await work(this.watchedQueryable(client));
        stillWanted();
        await client.query('COMMIT');
        return result;
      } catch (error) {
        if (!isAbandoned(error)) await client.query('ROLLBACK');
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
   */
  private withClient<Result>(
    request: Cancellation | undefined,
    holder: string | undefined,
    work: (client: pg.PoolClient, stillWanted: () => void) => Promise<Result>,
  ): Promise<Result> {
    return this.connections.run(() => this.lend(request, work), request, holder);
  }

  private async lend<Result>(
    request: Cancellation | undefined,
    work: (client: pg.PoolClient, stillWanted: () => void) => Promise<Result>,
  ): Promise<Result> {
    const stillWanted = () => {
      if (request?.isCancelled) throw unavailable();
    };
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw translated(error);
    }
    let broken: Error | undefined;
    const forget = request?.onCancel(() => {
      // Not to be used again: the cancel request may reach whatever runs on it by then.
      broken = new Error('Nobody waits for this any more.');
      this.cancelBackend(client);
    });
    try {
      stillWanted();
      return await work(client, stillWanted);
    } catch (error) {
      if (isAbandoned(error) || isConnectionLost(error)) broken ??= error as Error;
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

  private watchedQueryable(client: pg.PoolClient): Queryable {
    const plain = queryable(client);
    return {
      rows: (query) => (this.watched(query), plain.rows(query)),
      first: (query) => (this.watched(query), plain.first(query)),
    };
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
