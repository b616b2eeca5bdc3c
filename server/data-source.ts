import 'reflect-metadata';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/index.js';
import { entities } from './entities.js';
import { SESSION_SETTINGS, WITHOUT_TIMEOUTS } from './platform/database/session.js';

export interface DataSourceSettings {
  url: string;
  /** PEM text of the authority that signed the database's certificate. */
  ca?: string | undefined;
  /** Connections at most. */
  poolSize?: number;
  applicationName?: string;
  /** People wait for the answers: no statement may take longer than 4.5 seconds. Others take as long as they need. */
  forRequests?: boolean;
}

/** The one DataSource: for the app, migrations, seeds and tests. */
export const createDataSource = ({
  url,
  ca,
  poolSize = 10,
  applicationName = 'wander',
  forRequests = false,
}: DataSourceSettings): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    ...(ca === undefined ? {} : { ssl: { ca } }),
    entities,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    poolSize,
    applicationName,
    connectTimeoutMS: 2_000,
    extra: {
      keepAlive: true,
      onConnect: (client: pg.Client) =>
        client.query(forRequests ? SESSION_SETTINGS : `${WITHOUT_TIMEOUTS};${SESSION_SETTINGS}`),
      ...(forRequests
        ? { statement_timeout: 4_500, query_timeout: 5_000, idle_in_transaction_session_timeout: 15_000 }
        : {}),
    },
  });
