import pg from 'pg';
import { startTemporaryPostgres } from '../../scripts/lib/temporary-postgres.js';
import { createDataSource } from '../../server/data-source.js';
import { migrate } from '../../server/platform/database/migrate.js';

declare global {
  // Jest loads set-up and teardown on their own; this is how the one hands over to the other.
  var stopTestDatabase: (() => Promise<void>) | undefined;
}

/**
 * A PostgreSQL for this run with one migrated template database, told to the workers by WANDER_TEST_ADMIN_URL and
 * WANDER_TEST_TEMPLATE. TEST_DATABASE_URL names a server to use instead of the embedded one; its user must be allowed
 * to create databases.
 */
export async function startTestDatabase(): Promise<void> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => undefined }
    : await startTemporaryPostgres();
  const template = `wander_template_${process.pid}`;
  const stop = async () => {
    if (process.env.TEST_DATABASE_URL) await administer(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
  globalThis.stopTestDatabase = stop;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  }
  try {
    await administer(server.url, `drop database if exists ${template} with (force)`);
    await administer(server.url, `create database ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    const dataSource = await createDataSource({ url: url.href, poolSize: 1 }).initialize();
    try {
      await migrate(dataSource, url.href);
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.WANDER_TEST_ADMIN_URL = server.url;
  process.env.WANDER_TEST_TEMPLATE = template;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
