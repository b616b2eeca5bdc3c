import pg from 'pg';
import { rowTypes } from './row-types.js';
import type { Statement } from './sql.js';

/** A statement of the read path takes milliseconds; one that takes longer holds up those behind it on its connection. */
const STATEMENT_TIMEOUT_MS = 2_000;
/** A database that does not answer at all. */
const ANSWER_TIMEOUT_MS = 4_000;
const CONNECT_TIMEOUT_MS = 2_000;

interface Settings {
  connectionString: string;
  ssl?: pg.ClientConfig['ssl'];
  count: number;
}

/**
 * Connections for reads alone, each with many statements under way at once (pipelined): no read waits for a free
 * connection, and none for the commit of a write. A statement already sent cannot be cancelled alone, so only those of
 * the read path go here.
 */
export class ReadConnections {
  private readonly connections: (ReadConnection | undefined)[];
  private next = 0;

  constructor(private readonly settings: Settings) {
    this.connections = Array.from({ length: settings.count }, () => undefined);
  }

  /** @throws what `pg` throws; a lost connection is replaced by the next read. */
  query<Row>(statement: Statement): Promise<Row[]> {
    this.next = (this.next + 1) % this.connections.length;
    const at = this.next;
    let connection = this.connections[at];
    if (connection === undefined || connection.isLost) {
      connection = new ReadConnection(this.settings);
      this.connections[at] = connection;
    }
    return connection.query(statement);
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.flatMap((connection) => connection?.close() ?? []));
  }
}

class ReadConnection {
  isLost = false;
  private readonly client: pg.Client;
  private readonly ready: Promise<unknown>;
  private isReady = false;
  private corked = false;

  constructor({ connectionString, ssl }: Settings) {
    this.client = new pg.Client({
      connectionString,
      ...(ssl !== undefined && { ssl }),
      application_name: 'wander-reads',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      pipeline: true,
    });
    const lost = () => (this.isLost = true);
    this.client.on('error', lost);
    this.client.on('end', lost);
    this.ready = this.client.connect().then(() => (this.isReady = true));
    this.ready.catch(lost);
  }

  async query<Row>(statement: Statement): Promise<Row[]> {
    if (!this.isReady) await this.ready;
    this.cork();
    const result = await this.client.query({ ...statement, types: rowTypes } as pg.QueryConfig);
    return result.rows as Row[];
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
