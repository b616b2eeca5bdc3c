import pg from 'pg';
import { LIMITS } from '../limits.js';
import { inStatement } from '../tracing/index.js';
import type { PostgresError } from './error-codes.js';
import { connectionFailed, isConnectionLost, isNotPrepared } from './errors.js';
import { rowTypes } from './row-types.js';
import { SESSION_SETTINGS } from './session.js';
import type { Statement } from './sql.js';

const { readMs, readLockMs } = LIMITS.process;
const UNKNOWN_STATEMENT = '26000';
/** Of before a migration; or the name is another statement's. */
const USELESS = ['0A000', '42P05'];
/** PostgreSQL ends a statement a little sooner than nobody waits for it any more: then its connection stays. */
const STATEMENT_TIMEOUT_MS = readMs - 100;

/** Where a server is. */
export interface Address {
  connectionString: string;
  ssl?: pg.ClientConfig['ssl'];
}

interface Settings extends Address {
  count: number;
}

/**
 * Connections for reads alone, each with many statements under way at once (pipelined): no read waits for a free
 * connection, and none for the commit of a write. A statement already sent cannot be cancelled alone, so only those of
 * the read path go here. One more connection is for probes: they wait for no read.
 */
export class ReadConnections {
  private readonly connections: (ReadConnection | undefined)[];
  private probe: ReadConnection | undefined;
  private next = 0;

  constructor(private readonly settings: Settings) {
    this.connections = Array.from({ length: settings.count }, () => undefined);
  }

  /**
   * Answers in time or not at all, tries included: once more when the connection is lost, and without its name when the
   * connection does not know the statement by it.
   * @param deadline of `performance.now()`
   * @throws what `pg` throws; a lost connection is replaced by the next read
   */
  query<Row>(statement: Statement, deadline = performance.now() + readMs): Promise<Row[]> {
    return inStatement(statement.text, () => this.ask<Row>(statement, deadline));
  }

  private async ask<Row>(statement: Statement, deadline: number): Promise<Row[]> {
    try {
      return await this.someConnection().query(statement, deadline);
    } catch (error) {
      if (performance.now() >= deadline) throw error;
      if (isNotPrepared(error)) return this.someConnection().query({ ...statement, name: undefined }, deadline);
      if (isConnectionLost(error)) return this.someConnection().query(statement, deadline);
      throw error;
    }
  }

  /** As `query`, over a connection of its own. */
  queryForProbe<Row>(statement: Statement): Promise<Row[]> {
    this.probe = this.usable(this.probe);
    return this.probe.query({ ...statement, name: undefined }, performance.now() + readMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.probe, ...this.connections].flatMap((connection) => connection?.close() ?? []));
  }

  private someConnection(): ReadConnection {
    this.next = (this.next + 1) % this.connections.length;
    return (this.connections[this.next] = this.usable(this.connections[this.next]));
  }

  private usable(connection: ReadConnection | undefined): ReadConnection {
    return connection === undefined || connection.isLost ? new ReadConnection(this.settings) : connection;
  }
}

export class ReadConnection {
  isLost = false;
  /** Rejects with why there is no connection. */
  readonly ready: Promise<unknown>;
  private readonly client: pg.Client;
  private isReady = false;
  private corked = false;

  constructor({ connectionString, ssl }: Address, applicationName = 'wander-reads') {
    this.client = new pg.Client({
      connectionString,
      ...(ssl !== undefined && { ssl }),
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: readMs,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      lock_timeout: readLockMs,
      pipeline: true,
    });
    const lost = () => (this.isLost = true);
    this.client.on('error', lost);
    this.client.on('end', lost);
    this.ready = this.client
      .connect()
      .then(() => this.client.query({ text: SESSION_SETTINGS, query_timeout: readMs } as pg.QueryConfig))
      .then(() => (this.isReady = true));
    this.ready.catch(lost);
  }

  /** A statement that is not answered in time takes the connection with it, for those behind it wait as well. */
  async query<Row>(statement: Statement, deadline: number): Promise<Row[]> {
    if (!this.isReady) await this.ready.catch((error: unknown) => Promise.reject(connectionFailed(error)));
    this.cork();
    try {
      const result = await this.client.query({
        ...statement,
        types: rowTypes,
        query_timeout: Math.max(1, Math.ceil(deadline - performance.now())),
      } as pg.QueryConfig);
      return result.rows as Row[];
    } catch (error) {
      if (isNotPrepared(error)) this.forget(statement, error as PostgresError);
      throw error;
    }
  }

  /** The next time the statement is prepared anew. What is of no use stays under its name: then all begin anew. */
  private forget({ name }: Statement, { code }: PostgresError): void {
    const { connection } = this.client as unknown as { connection: { parsedStatements: Record<string, string> } };
    if (code !== undefined && USELESS.includes(code)) void this.close().catch(() => undefined);
    else if (code === UNKNOWN_STATEMENT && name !== undefined) delete connection.parsedStatements[name];
  }

  close(): Promise<void> {
    this.isLost = true;
    return this.client.end();
  }

  /** What is asked in one turn of the event loop is written at once: `pg` by itself makes a system call a statement. */
  private cork(): void {
    if (this.corked) return;
    this.corked = true;
    const { stream } = (this.client as unknown as { connection: { stream: NodeJS.WritableStream & Corkable } })
      .connection;
    stream.cork();
    setImmediate(() => {
      this.corked = false;
      stream.uncork();
    });
  }
}

interface Corkable {
  cork(): void;
  uncork(): void;
}
