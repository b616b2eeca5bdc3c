import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A migrated, empty database of one's own; with a locale of ICU, it is migrated anew. */
export async function createTestDatabase(locale?: string): Promise<TestDatabase> {
  const { WANDER_TEST_ADMIN_URL: adminUrl, WANDER_TEST_TEMPLATE: template } = process.env;
  if (!adminUrl || !template) throw new Error('No test database: run the tests by jest.config.mjs, which starts one.');
  const name = `wander_test_${randomBytes(6).toString('hex')}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const made =
    locale === undefined ? `TEMPLATE ${template}` : `TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '${locale}'`;
  await administer(`CREATE DATABASE ${name} ${made}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  if (locale !== undefined) {
    const { migrateUp } = await import('../../scripts/lib/migrations.js');
    await migrateUp({ url: url.href });
  }
  return { url: url.href, drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
