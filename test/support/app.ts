import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import pg from 'pg';
import { createApp } from '../../server/app.js';
import { Config } from '../../server/platform/config/index.js';
import { Backfill, Database, type Sql } from '../../server/platform/database/index.js';
import { toStatement } from '../../server/platform/database/sql.js';
import { createTestDatabase } from './database.js';

export interface Reply {
  status: number;
  headers: Headers;
  // The shape of an answer is the test's own knowledge.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: { data?: any; errors?: { message: string; path?: (string | number)[]; extensions: any }[] };
}

export interface App {
  /** Without a path: `http://127.0.0.1:…`. */
  url: string;
  databaseUrl: string;
  database: Database;
  nest: INestApplication;
  /** What a statement of the test's own answers; unlike those of the server it has no deadline, as machines of CI are slow. */
  rows<Row>(query: Sql<Row>): Promise<Row[]>;
  graphql(document: string, variables?: object, more?: { token?: string; headers?: object }): Promise<Reply>;
  close(): Promise<void>;
}

/** Tests write and read more than a person does; those of the limits set them again. */
const UNLIMITED = { RATE_LIMIT_GUEST: '1000000', RATE_LIMIT_PERSON: '1000000', RATE_LIMIT_WRITES: '1000000' };

/** The whole server on a free port of 127.0.0.1, with a database of its own; `env` as the process would get it. */
export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const own = await createTestDatabase();
  const config = new Config({ NODE_ENV: 'test', DATABASE_URL: own.url, ...UNLIMITED, ...env });
  const nest = await createApp(config);
  await nest.listen(0, '127.0.0.1');
  // Its statements would be among those that tests count.
  await nest.get(Backfill).settled();
  const { port } = nest.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    databaseUrl: own.url,
    database: nest.get(Database),
    nest,
    async rows<Row>(query: Sql<Row>) {
      const client = new pg.Client({ connectionString: own.url });
      await client.connect();
      try {
        const { text, values } = toStatement(query);
        return (await client.query(text, values)).rows as Row[];
      } finally {
        await client.end();
      }
    },
    async graphql(query, variables = {}, { token, headers = {} } = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
    },
    async close() {
      await nest.close();
      await own.drop();
    },
  };
}
