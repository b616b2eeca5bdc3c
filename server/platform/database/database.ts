import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { isAbandoned, isConnectionLost, translated } from './errors.js';
import { rowTypes } from './row-types.js';
import { type Sql, toStatement } from './sql.js';

export interface Queryable {
  /** @throws AppError CONFLICT or UNAVAILABLE where the database's refusal means one. */
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  /** The first row, or undefined. */
  first<Row>(query: Sql<Row>): Promise<Row | undefined>;
}

type Connection = Pick<pg.Pool, 'query'>;

async function run<Row>(connection: Connection, query: Sql<Row>): Promise<Row[]> {
  const result = await connection.query({ ...toStatement(query), types: rowTypes } as pg.QueryConfig);
  return result.rows as Row[];
}

const queryable = (connection: Connection): Queryable => ({
  rows: (query) => run(connection, query),
  first: async (query) => (await run(connection, query))[0],
});

type Watch = (text: string) => void;

/** Plain statements over the DataSource's own pool: prepared by name, rows without hydration. */
@Injectable()
export class Database implements Queryable {
  private readonly watchers = new Set<Watch>();

  constructor(private readonly dataSource: DataSource) {}

  /** A read outside a transaction; tried once more when its connection is lost. */
  async rows<Row>(query: Sql<Row>): Promise<Row[]> {
    this.watched(query);
    try {
      return await run(this.pool, query);
    } catch (error) {
      if (!isConnectionLost(error)) throw translated(error);
    }
    try {
      return await run(this.pool, query);
    } catch (error) {
      throw translated(error);
    }
  }

  async first<Row>(query: Sql<Row>): Promise<Row | undefined> {
    return (await this.rows(query))[0];
  }

  /** Runs `work` in one transaction: all of it is kept, or nothing when it throws. */
  async transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> {
    let client: pg.PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw translated(error);
    }
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(this.watchedQueryable(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      if (isAbandoned(error)) broken = error as Error;
      else await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw translated(error);
    } finally {
      client.release(broken);
    }
  }

  /** Tells every statement's text until the returned function is called: for tests that count them. */
  watch(watcher: Watch): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private watched(query: Sql): void {
    if (this.watchers.size > 0) for (const watcher of this.watchers) watcher(toStatement(query).text);
  }

  private watchedQueryable(client: pg.PoolClient): Queryable {
    const plain = queryable(client);
    return {
      rows: (query) => (this.watched(query), plain.rows(query)),
      first: (query) => (this.watched(query), plain.first(query)),
    };
  }

  private get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }
}
