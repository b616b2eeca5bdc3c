import type { Socket } from 'node:net';
import pg from 'pg';
import { LIMITS } from '../limits.js';
import { inStatement } from '../tracing/index.js';
import type { PostgresError } from './error-codes.js';
import { connectionFailed, isConnectionLost, isNotPrepared } from './errors.js';
import { PreparedRead, type RowMakers } from './prepared-read.js';
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

  private ask<Row>(statement: Statement, deadline: number): Promise<Row[]> {
    return this.someConnection()
      .query<Row>(statement, deadline)
      .catch((error: unknown) => {
        if (performance.now() >= deadline) throw error;
        if (isNotPrepared(error)) return this.someConnection().query<Row>({ ...statement, name: undefined }, deadline);
        if (isConnectionLost(error)) return this.someConnection().query<Row>(statement, deadline);
        throw error;
      });
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
  isReady = false;
  private corked = false;
  private readonly makers: RowMakers = new Map();
  private readonly underWay = new Set<Pick<PreparedRead<unknown>, 'deadline' | 'handleError'>>();
  /** One for all that are under way. */
  private timer: NodeJS.Timeout | undefined;
  private timerEndsAt = Infinity;

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

  query<Row>(statement: Statement, deadline: number): Promise<Row[]> {
    if (this.isReady) return this.send(statement, deadline);
    return this.readyBy(deadline).then(
      () => this.send<Row>(statement, deadline),
      (error: unknown) => Promise.reject(connectionFailed(error)),
    );
  }

  private readyBy(deadline: number): Promise<unknown> {
    let timer: NodeJS.Timeout;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(readTimeout()), Math.max(1, deadline - performance.now()));
    });
    return Promise.race([this.ready, late]).finally(() => clearTimeout(timer));
  }

  private send<Row>(statement: Statement, deadline: number): Promise<Row[]> {
    // It would end the connection, and all that is under way on it.
    if (deadline <= performance.now()) return Promise.reject(readTimeout());
    this.cork();
    return new Promise((resolve, reject) => {
      const read = new PreparedRead<Row>(statement, this.makers, deadline, (error, rows) => {
        this.underWay.delete(read);
        if (error === undefined) return resolve(rows);
        if (isNotPrepared(error)) this.forget(statement, error);
        reject(error);
      });
      this.underWay.add(read);
      if (deadline < this.timerEndsAt) this.endLateAt(deadline);
      this.client.query(read as unknown as pg.Submittable);
    });
  }

  private endLateAt(deadline: number): void {
    clearTimeout(this.timer);
    this.timerEndsAt = deadline;
    this.timer = setTimeout(() => this.endLate(), Math.max(1, deadline - performance.now())).unref();
  }

  /** A statement that is not answered in time takes the connection with it, for those behind it wait as well. */
  private endLate(): void {
    this.timerEndsAt = Infinity;
    const now = performance.now();
    const late = [...this.underWay].filter(({ deadline }) => deadline <= now);
    if (late.length === 0) {
      const next = Math.min(...[...this.underWay].map(({ deadline }) => deadline));
      if (next < Infinity) this.endLateAt(next);
      return;
    }
    this.isLost = true;
    for (const read of late) read.handleError(readTimeout());
    this.connection.stream.destroy();
  }

  /** The next time the statement is prepared anew. What is of no use stays under its name: then all begin anew. */
  private forget({ name }: Statement, { code }: PostgresError): void {
    if (name !== undefined) this.makers.delete(name);
    if (code !== undefined && USELESS.includes(code)) void this.close().catch(() => undefined);
    else if (code === UNKNOWN_STATEMENT && name !== undefined) delete this.connection.parsedStatements[name];
  }

  close(): Promise<void> {
    this.isLost = true;
    return this.client.end();
  }

  private get connection(): Connection {
    return (this.client as unknown as { connection: Connection }).connection;
  }

  /** What is asked in one turn of the event loop is written at once: `pg` by itself makes a system call a statement. */
  private cork(): void {
    if (this.corked) return;
    this.corked = true;
    const { stream } = this.connection;
    stream.cork();
    setImmediate(() => {
      this.corked = false;
      stream.uncork();
    });
  }
}

/** As `pg` says it. */
const readTimeout = () => new Error('Query read timeout');

/** What `pg` has and its types leave out. */
interface Connection {
  parsedStatements: Record<string, string>;
  stream: Socket;
}
